/**
 * `npm run check`: types, format and lint, arrows, licences, lengths, the API's document, unit tests. Everything that
 * fails is named.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { checkArrows } from './checks/arrows.ts';
import { checkFileLengths } from './checks/file-length.ts';
import { checkLicences } from './checks/licences.ts';
import { checkOpenApi } from './openapi.ts';

type Outcome = { name: string; problems: string[] };

function command(name: string, line: string[]): Outcome {
  const [program, ...rest] = line as [string, ...string[]];
  const { status } = spawnSync(program, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  return { name, problems: status === 0 ? [] : [`\`${line.join(' ')}\` ended with ${status}`] };
}

/** Each reads for itself what it checks: four of them, as many as tsc takes unasked, are 28 s of a core, two 21. */
const checkers = Math.min(4, availableParallelism());

const outcomes: Outcome[] = [
  { name: 'arrows', problems: checkArrows() },
  { name: 'licences', problems: checkLicences() },
  { name: 'file lengths', problems: checkFileLengths() },
  { name: 'openapi', problems: await checkOpenApi() },
  command('types', ['tsc', '--noEmit', '--checkers', String(checkers)]),
  command('format and lint', ['biome', 'check', '.']),
  ...(process.argv.includes('--no-tests') ? [] : [command('unit tests', ['vitest', 'run', '--project', 'unit'])]),
];

for (const { name, problems } of outcomes) {
  console.log(problems.length === 0 ? `ok      ${name}` : `FAILED  ${name}`);
  for (const problem of problems) console.log(`        ${problem}`);
}
process.exitCode = outcomes.some(({ problems }) => problems.length > 0) ? 1 : 0;
