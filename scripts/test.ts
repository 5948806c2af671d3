/**
 * `npm test`: everything the README promises. First the quick checks, then one run of all tests (unit, synth, local
 * end-to-end, browser), so that the last lines count them all.
 */
import { spawnSync } from 'node:child_process';

const run = (...line: string[]): boolean =>
  spawnSync(line[0]!, line.slice(1), { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;

const checked = run(process.execPath, 'scripts/node24.mjs', 'scripts/check.ts', '--no-tests');
const tested = run('vitest', 'run', ...process.argv.slice(2));
process.exitCode = checked && tested ? 0 : 1;
