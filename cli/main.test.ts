import { expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { runCli } from './run-cli.ts';

test('help names every command with an example, and nothing that is not there', async () => {
  const { exitCode, stdout } = await runCli(['--help']);
  expect(exitCode).toBe(0);
  for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name}`);
  expect(stdout).not.toMatch(/redrive|rollback|map delete|map cost|estimate|--game|--web/);
});

test.each(COMMANDS.map(({ name }) => name))('%s --help shows its options and examples', async (name) => {
  const { exitCode, stdout } = await runCli([...name.split(' '), '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`tessera ${name}`);
  expect(stdout).toContain('--json');
  expect(stdout).toMatch(/Examples:\n {2}tessera /);
});

test.each([
  [['map', 'crate', 'x'], 'Did you mean map create?'],
  [['mpa'], 'Did you mean map?'],
  [['map'], 'map needs one of: create, list, show, status, shots, export'],
  [['map', 'create', 'x', '--stpe', '1x1'], 'Did you mean --step?'],
  [['map', 'create'], 'map create needs DIR'],
  [['map', 'create', 'a', 'b'], 'does not know what to do with b'],
  [['map', 'create', 'a', '--step', '10'], '--step is WIDTHxHEIGHT'],
  [['map', 'create', 'a', '--step'], '--step needs a value'],
  [['map', 'create', 'a', '--wait=1'], '--wait takes no value'],
  [['map', 'create', 'a', '--quality', '101'], '--quality is a whole number from 1 to 100, not 101'],
  [['map', 'create', 'a', '--format', 'gif'], '--format is one of webp, webp-lossless, png'],
  [['map', 'create', 'a', '--order', 'rows'], '--order needs --columns'],
  [['map', 'create', 'a', '--game', 'openttd'], '--game is not available in this version'],
  [['map', 'redrive', 'job'], 'map redrive is not available in this version'],
  [['map', 'status', 'x'], 'x is no job id'],
  [['map', 'list', '--url', 'maps.example.com'], 'must begin with http'],
])('%j is wrong usage', async (argv, message) => {
  const { exitCode, stdout, stderr } = await runCli(argv);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
});

test('nobody there is exit 5 with the remedy', async () => {
  const { exitCode, stderr } = await runCli(['map', 'list', '--url', 'http://127.0.0.1:1']);
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/127\.0\.0\.1:1 does not answer\. Start the platform here with `npm start`/);
});
