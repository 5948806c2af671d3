/**
 * `npm test`: everything the README promises. The quick checks, and beside them one run of all tests (unit, synth, local
 * end-to-end, browser), so that the last lines count them all.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const shell = process.platform === 'win32';

/** What is built first for the tests leaves a processor core free. Its lines come in one piece, between those of the tests. */
async function checks(): Promise<boolean> {
  const line = ['scripts/node24.mjs', 'scripts/check.ts', '--no-tests'];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  process.stdout.write(said);
  return code === 0;
}

async function tests(): Promise<boolean> {
  const child = spawn('vitest', ['run', ...process.argv.slice(2)], { stdio: 'inherit', shell });
  const [code] = await once(child, 'close');
  return code === 0;
}

const [checked, tested] = await Promise.all([checks(), tests()]);
if (!checked) console.error('A check failed: see its lines above, or run `npm run check -- --no-tests`.');
process.exitCode = checked && tested ? 0 : 1;
