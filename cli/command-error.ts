/** How a command ends when it cannot do what was asked. The exit codes are a promise to scripts. */
import { toldProblems } from '../client/told-problems.ts';
import { oneLine } from './printable.ts';

export const EXIT = { done: 0, unexpected: 1, usage: 2, input: 3, job: 4, unreachable: 5, interrupted: 130 } as const;

export class CommandError extends Error {
  readonly exitCode: number;

  /** `message` is printed as it is, without a stack: it says what is wrong and what to do. */
  constructor(exitCode: number, message: string) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string) => new CommandError(EXIT.usage, oneLine(message));

/** Bad input; `lines` names what there is to choose from. */
export const inputError = (summary: string, lines: string[] = []) =>
  new CommandError(EXIT.input, [oneLine(summary), ...lines.map((line) => `  ${oneLine(line)}`)].join('\n'));

/** More names would hide what else is wrong. */
const NAMED = 20;

/** Bad input: what is wrong with each file, and the remedy; of many that are alike the first twenty names, and how many more there are. */
export function filesError(summary: string, lines: string[]): CommandError {
  const told = toldProblems(lines).flatMap((problem) => {
    if (typeof problem === 'string') return [problem];
    const { what, files } = problem;
    const more = files.length > NAMED ? `, and ${files.length - NAMED} more` : '';
    return [`${files.length} files, each: ${what}`, `  ${files.slice(0, NAMED).join(', ')}${more}`];
  });
  return inputError(summary, told);
}
