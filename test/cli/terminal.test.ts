/** Bars on a real terminal: a pseudo terminal of Python's, because Node has none of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakePlatform, JOB, startPlatform } from '../../cli/fake-platform.fixture.ts';
import packageJson from '../../package.json' with { type: 'json' };

const program = join(import.meta.dirname, '../..', packageJson.bin.tessera);
/** Runs a program on a terminal of so many columns, and prints what it draws. */
const PTY = `
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
while True:
    try:
        drawn = os.read(terminal, 65536)
    except OSError:
        break
    if not drawn:
        break
    os.write(1, drawn)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;
const hasPty = spawnSync('python3', ['-c', 'import fcntl, os, pty, termios; os.waitstatus_to_exitcode']).status === 0;
const onTerminal = test.skipIf(!hasPty);

let platform: FakePlatform;
beforeAll(async () => {
  platform = await startPlatform();
  platform.tokens.add('any');
  const map = platform.createMap({ name: 'City' });
  platform.jobs.push({
    ...{ game_id: map.map, save_data_id: 's', exact: true, format: 'webp', quality: 80, effort: 2, keep_shots: true },
    full: false,
    shots: Array.from({ length: 4 }, (_, i) => ({
      ...{ screenshot_id: `shot_${i}`, name: `${i}.png`, row: 0, col: i, nominal: [i, 0] },
    })),
    polls: 0,
  });
});
afterAll(() => platform.close());

async function draw(columns: number, env: NodeJS.ProcessEnv): Promise<{ exitCode: number; drawn: string }> {
  // The command asks once whether the job is there before it follows it.
  platform.jobs[0]!.polls = -1;
  const { NO_COLOR, CI, ...inherited } = process.env;
  const command = [process.execPath, program, 'map', 'status', JOB, '--wait'];
  const child = spawn('python3', ['-c', PTY, String(columns), ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inherited, TERM: 'xterm', TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any', ...env },
  });
  let drawn = '';
  child.stdout.on('data', (chunk) => (drawn += chunk));
  const [exitCode] = await once(child, 'close');
  return { exitCode, drawn };
}
const UP_4 = '\u001b[4A';

onTerminal('four stages are four bars that are drawn over', async () => {
  const { exitCode, drawn } = await draw(100, {});
  expect(exitCode).toBe(0);
  expect(drawn.split(UP_4).length).toBeGreaterThan(1);
  expect(drawn).toContain('\u001b[36m');
  expect(drawn).toMatch(/Checking shots \[.*#{24}.*\] 4\/4/);
});

onTerminal('a narrow one gets short rows, NO_COLOR no colours', async () => {
  const { drawn } = await draw(24, { NO_COLOR: '1' });
  expect(drawn).toContain(UP_4);
  expect(drawn).not.toContain('\u001b[36m');
  const bars = drawn.split(/\r?\n/).filter((row) => /(Checking shots|Cutting tiles) .*\d\/4$/.test(row));
  expect(bars.length).toBeGreaterThan(0);
  for (const row of bars) expect(row.replace(/^[^C]*(?=Checking|Cutting)/, '').length).toBeLessThan(24);
});

onTerminal.each([{ CI: 'true' }, { TERM: 'dumb' }])('%j: lines that stay', async (env) => {
  const { exitCode, drawn } = await draw(100, env);
  expect(exitCode).toBe(0);
  expect(drawn).not.toContain('\u001b[');
  expect(drawn).toMatch(
    /^Checking shots 4\/4\r\nLocating shots 4\/4\r\nCutting tiles 4\/4\r\nCleaning up 4\/4\r\nJob job_/,
  );
});
