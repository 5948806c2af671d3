import { readFileSync } from 'node:fs';
import { sourceFiles } from './source-files.ts';

/** One thing per file. 150 lines are the aim; above this a file holds two things. */
const MOST_LINES = 250;
/** A handler parses, calls one use case, answers. */
const MOST_HANDLER_LINES = 40;

export function checkFileLengths(): string[] {
  return sourceFiles().flatMap((path) => {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
    const most = /^lambdas\/[^/]+\/handlers\/[^/]+(?<!\.test)\.ts$/.test(path) ? MOST_HANDLER_LINES : MOST_LINES;
    return lines > most ? [`${path} has ${lines} lines, more than ${most}: which two things does it hold?`] : [];
  });
}
