import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { EXIT } from './command-error.ts';
import { COMMANDS } from './commands.ts';
import { JOB, startPlatform } from './fake-platform.fixture.ts';
import { runCli } from './run-cli.fixture.ts';

test('help names every command with an example, and nothing that is not there', async () => {
  const { exitCode, stdout } = await runCli(['--help']);
  expect(exitCode).toBe(0);
  for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name}`);
  expect(stdout).not.toMatch(/--web/);
});

test.each(COMMANDS.map(({ name }) => name))('%s --help shows its options and examples', async (name) => {
  const { exitCode, stdout } = await runCli([...name.split(' '), '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`tessera ${name}`);
  expect(stdout).toContain('--json');
  expect(stdout).toMatch(/Examples:\n {2}# .+\n {2}(curl .*)?tessera /);
  expect(stdout).toMatch(/Exit codes:\n {2}0 +\S/);
  expect(stdout).toMatch(/Next:\n {2}\S/);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(132);
});

/** Every line that a help shows to copy. */
const SHOWN = COMMANDS.flatMap(({ examples, next }) => [
  ...examples.map(([, line]) => line),
  ...next.map(([line]) => line),
])
  .flatMap((line) => /(?:^|\$\()(tessera .+?)(?: \||\)|$)/.exec(line)?.[1] ?? [])
  .map((line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!).slice(1));

// At once: some of them wait for a platform that is not there, up to ten seconds.
test.concurrent.each(SHOWN.map((argv) => [argv.join(' '), argv] as const))(
  '%s, as a help shows it, is understood',
  async (_, argv) => {
    const plain = argv.map((word) =>
      word === 'JOB' ? JOB : word === 'URL' ? 'http://127.0.0.1:1' : word.replace(/^\[|\]$/g, ''),
    );
    const { stderr } = await runCli(plain, { TESSERA_URL: 'http://127.0.0.1:1', XDG_CONFIG_HOME: '/nowhere' });
    expect(stderr).not.toMatch(/See `tessera|is no job id|must begin with http/);
  },
);

test('the help of a group names its commands, with an example of each', async () => {
  for (const argv of [
    ['map', '--help'],
    ['map', 'help'],
    ['--help', 'map'],
  ]) {
    const { exitCode, stdout } = await runCli(argv);
    expect(exitCode).toBe(0);
    for (const { name } of COMMANDS.filter((each) => each.name.startsWith('map ')))
      expect(stdout).toContain(`  ${name}`);
    expect(stdout).not.toContain('  login');
    expect(stdout).toContain('  tessera map create shots/');
  }
});

test('the first help shows where to begin, the version option, variables and every exit code', async () => {
  const { stdout } = await runCli([]);
  for (const word of ['npm start', '--version', 'TESSERA_URL', 'TESSERA_TOKEN', 'NO_COLOR', 'docs/cli.md'])
    expect(stdout).toContain(word);
  for (const code of Object.values(EXIT)) expect(stdout).toMatch(new RegExp(`^ +${code} +\\S`, 'm'));
});

test.each([
  [['map', 'crate', 'x'], 'Did you mean map create?'],
  [['mpa'], 'Did you mean map?'],
  [
    ['map'],
    'map needs one of: create, list, show, status, cancel, redrive, shots, tile, correct, export, rollback, estimate, cost, delete',
  ],
  [['map', 'create', 'x', '--stpe', '1x1'], 'Did you mean --step?'],
  [['map', 'create'], 'map create needs DIR'],
  [['map', 'create', 'a', 'b'], 'does not know what to do with b'],
  [['map', 'create', 'a', '--step', '10'], '--step is WIDTHxHEIGHT'],
  [['map', 'create', 'a', '--step'], '--step needs a value'],
  [['map', 'create', 'a', '--wait=1'], '--wait takes no value'],
  [['map', 'create', 'a', '--quality', '101'], '--quality is a whole number from 1 to 100, not 101'],
  [['map', 'create', 'a', '--format', 'gif'], '--format is one of webp, webp-lossless, png'],
  [['map', 'create', 'a', '--order', 'rows'], '--order needs --columns'],
  [['map', 'create', 'a', '--web', 'https://a.example'], '--web is not available in this version'],
  [['map', 'redrive', 'job'], 'job is no job id'],
  [['map', 'create', '.', '--columns', '3', '--allow-holes'], '--allow-holes is for shots that their names place'],
  [['map', 'tile', 'city'], 'map tile needs Z/X/Y'],
  [['map', 'tile', 'city', '1/2'], 'Z/X/Y is zoom, column and row of a tile'],
  [['map', 'correct', 'city', 'a.png'], 'map correct needs X,Y'],
  [['map', 'correct', 'city', 'a.png', '3'], 'X,Y is a place on the map in whole px'],
  [['map', 'cancel', 'x'], 'x is no job id'],
  [['map', 'status', 'job_x'], 'job_x is no job id'],
  [['map', 'list', '--url', 'maps.example.com'], 'must begin with http'],
  [['map', 'list', '--url', 'https://me:secret@maps.example.com'], 'may hold no name and no password'],
  [['map', 'list', '--url', 'https://maps.example.com/?a=b'], 'alone: https://maps.example.com.'],
  [['map', 'list', '--url', 'https://maps.example.com/#top'], 'may hold no ? and no #'],
  [['login', '--port', '0'], '--port is a whole number from 1 to 65535, not 0'],
  [['--step', '1x1', 'map', 'create', 'x'], '--step stands before the command, where only --url, --json, --help may'],
  [['--url', 'http://127.0.0.1:1', 'map', 'crate'], 'Did you mean map create?'],
])('%j is wrong usage', async (argv, message) => {
  const { exitCode, stdout, stderr } = await runCli(argv);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
});

test.each([
  [['--url', 'http://127.0.0.1:1', '--json', 'map', 'list']],
  [['--url=http://127.0.0.1:1', 'map', 'list']],
  [['map', '--url', 'http://127.0.0.1:1', 'list']],
])('%j: options of every command may stand before it', async (argv) => {
  const { exitCode, stderr } = await runCli(argv);
  expect({ exitCode, stderr }).toEqual({ exitCode: 5, stderr: expect.stringContaining('127.0.0.1:1 does not answer') });
});

test('--json before a command is heard', async () => {
  const platform = await startPlatform();
  const { stdout } = await runCli(['--json', '--url', platform.origin, 'map', 'list'], { TESSERA_TOKEN: 'any' });
  await platform.close();
  expect(JSON.parse(stdout)).toEqual({ maps: [] });
});

test.each([
  [['--help', 'map', 'list'], 'tessera map list'],
  [['-h', 'map', 'list'], 'tessera map list'],
  [['--json', '--help'], 'Commands:'],
  [['map', '--help'], 'Commands:'],
  [['help'], 'Commands:'],
])('%j is help', async (argv, shown) => {
  const { exitCode, stdout } = await runCli(argv);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining(shown) });
});

test('a bug says how to report it, with all that a report needs', async () => {
  const env = Object.defineProperty({}, 'TESSERA_URL', {
    get() {
      throw new Error('no such thing');
    },
  });
  const { exitCode, stderr } = await runCli(['map', 'list'], env);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('open an issue in the repository you cloned');
  expect(stderr).toContain(
    `tessera ${packageJson.version}, Node ${process.version}, ${process.platform} ${process.arch}`,
  );
  expect(stderr).toMatch(/Error: no such thing\n +at /);
});

test('nobody there is exit 5 with the remedy', async () => {
  const { exitCode, stderr } = await runCli(['map', 'list', '--url', 'http://127.0.0.1:1']);
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/127\.0\.0\.1:1 does not answer\. Start the platform here with `npm start`/);
});

test.each(COMMANDS.filter(({ name }) => name.startsWith('map ')).map(({ name }) => name))(
  'Ctrl-C ends %s at once, though the platform takes calls and never answers',
  async (name) => {
    const server = createServer(() => {});
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const operands = {
      ...{
        'map list': [],
        'map create': ['/nowhere'],
        'map estimate': ['/nowhere'],
        'map export': ['city', '/nowhere/else'],
      },
      'map tile': ['city', '0/0/0'],
      'map correct': ['city', 'a.png', '1,2'],
    };
    const argv = [
      ...name.split(' '),
      ...(operands[name as keyof typeof operands] ?? [/job|status|cancel|redrive|cost/.test(name) ? JOB : 'city']),
    ];
    const env = {
      TESSERA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      XDG_CONFIG_HOME: '/nowhere',
    };
    const begun = performance.now();
    const interrupt = new Promise<void>((resolve) => server.once('request', () => resolve()));
    const { exitCode, stderr } = await runCli(argv, env, interrupt);
    // The folder is looked at before the platform is asked.
    expect({ exitCode, stderr }).toEqual({
      exitCode: /create|estimate/.test(name) ? 3 : 130,
      stderr: expect.any(String),
    });
    expect(performance.now() - begun).toBeLessThan(5000);
    server.close().closeAllConnections();
  },
);
