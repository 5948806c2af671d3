/**
 * The exit codes that scripts rely on, for every command. Here: 1, 2 and 5 of all commands, and what a well platform does not
 * do. Each command is asked by the program itself for one of them, and here for the others: starting the program anew takes
 * half a second of a core. What a real map takes (0, 3, 4, documents) is in documents.test.ts.
 */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands.ts';
import { type FakePlatform, JOB, startPlatform } from '../../cli/fake-platform.fixture.ts';
import { runCli } from '../../cli/run-cli.fixture.ts';
import { notReady } from '../../local/wiring/port.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { runTessera, startTessera } from '../support/tessera-process.ts';

/** Nothing listens there. */
const NOBODY = 'http://127.0.0.1:1';

let folder: string;
let shots: string;
let servers: Server[];
/** Answers everything with something that is not what was asked for. */
let confused: string;
/** Knows nobody. */
let closed: string;
/** As `npm start` answers until the platform stands. */
let starting: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  shots = join(folder, 'shots');
  await mkdir(shots);
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const picture = sharp({ create: { width: 32, height: 16, channels: 3, background: '#000', noise } }).png();
  await writeFile(join(shots, 'r0_c0.png'), await picture.toBuffer());
  const listening = async (listener: RequestListener) => {
    const server = createServer(listener);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return server;
  };
  const answering = (status: number, body: object) =>
    listening((_, response) => response.writeHead(status).end(JSON.stringify(body)));
  servers = [await answering(200, {}), await answering(401, { message: 'Unauthorized' }), await listening(notReady)];
  [confused, closed, starting] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  ) as [string, string, string];
});
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await removeFolder(folder);
});

/** A line that is right, for every command. */
const RIGHT: Record<string, () => string[]> = {
  'map create': () => ['map', 'create', shots, '--exact', '--step', '30x15'],
  'map list': () => ['map', 'list'],
  'map show': () => ['map', 'show', 'city'],
  'map status': () => ['map', 'status', JOB],
  'map cancel': () => ['map', 'cancel', JOB],
  'map redrive': () => ['map', 'redrive', JOB],
  'map shots': () => ['map', 'shots', 'city'],
  'map tile': () => ['map', 'tile', 'city', '0/0/0'],
  'map correct': () => ['map', 'correct', 'city', 'r0_c0.png', '3,4'],
  'map export': () => ['map', 'export', 'city', join(folder, 'export')],
  'map rollback': () => ['map', 'rollback', 'city'],
  'map estimate': () => ['map', 'estimate', shots, '--exact', '--step', '30x15'],
  'map cost': () => ['map', 'cost', JOB],
  'map delete': () => ['map', 'delete', 'city', '--yes'],
  login: () => ['login', '--no-browser'],
  logout: () => ['logout'],
};
const names = COMMANDS.map(({ name }) => name);
/** Forgetting a login asks nobody. */
const asking = names.filter((name) => name !== 'logout');

test('every command is here', () => {
  expect(Object.keys(RIGHT).toSorted()).toEqual(names.toSorted());
  // And is asked as itself for one thing.
  for (const name of names) expect(WRONG.filter((wrong) => asItself(name, wrong))).toHaveLength(1);
  for (const wrong of WRONG) expect(names.filter((name) => asItself(name, wrong)).length).toBeGreaterThan(1);
});

/** What goes wrong, and every command in one of them. */
const WRONG = ['unexpected', 'option', 'nobody', 'not logged in'] as const;
type Wrong = (typeof WRONG)[number];
const asItself = (name: string, wrong: Wrong) =>
  wrong === (name === 'logout' ? 'option' : name === 'login' ? 'nobody' : WRONG[names.indexOf(name) % WRONG.length]);

function run(wrong: Wrong, name: string, env: NodeJS.ProcessEnv, ...more: string[]) {
  const argv = [...RIGHT[name]!(), ...more];
  const own = { XDG_CONFIG_HOME: folder, ...env };
  return asItself(name, wrong) ? runTessera(own, ...argv) : runCli(argv, own);
}
/** A token is needed, else each of them would already fail when it looks for the issuer. */
const withToken = (name: string) => (name === 'login' ? {} : { TESSERA_TOKEN: 'any' });

describe.concurrent('1, with how to report it: an answer that nobody expects', () => {
  test.for(asking)('%s', async (name, { expect }) => {
    const { exitCode, stdout, stderr } = await run(
      'unexpected',
      name,
      { TESSERA_URL: confused, ...withToken(name) },
      '--json',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/answered something else than expected/);
    expect(stderr).toMatch(/To report it, open an issue in the repository you cloned/);
    expect(stderr).toContain(`tessera ${packageJson.version}, Node ${process.version}, ${process.platform}`);
  });
});

describe.concurrent('2, with where help is: an option that is not there', () => {
  test.for(names)('%s', async (name, { expect }) => {
    const { exitCode, stdout, stderr } = await run('option', name, { TESSERA_URL: NOBODY }, '--jsno');
    expect({ exitCode, stdout, stderr }).toEqual({
      ...{ exitCode: 2, stdout: '' },
      stderr: `${name} has no option --jsno. Did you mean --json? See \`tessera ${name} --help\`.\n`,
    });
  });
});

describe.concurrent('5, with the remedy: nobody there', () => {
  test.for(asking)('%s', async (name, { expect }) => {
    const { exitCode, stdout, stderr } = await run(
      'nobody',
      name,
      { TESSERA_URL: NOBODY, ...withToken(name) },
      '--json',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(stderr).toContain(`${NOBODY} does not answer. Start the platform here with \`npm start\`, or say where`);
  });
});

describe.concurrent('5, and no bug: the platform is starting', () => {
  test.for(asking)('%s', async (name, { expect }) => {
    const env = { XDG_CONFIG_HOME: folder, TESSERA_URL: starting, ...withToken(name) };
    const { exitCode, stdout, stderr } = await runCli([...RIGHT[name]!(), '--json'], env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(stderr).toContain('503');
    expect(stderr).not.toContain('open an issue');
    if (name !== 'login') expect(stderr).toContain('run the same command again in a moment');
  });
});

describe.concurrent('5, with the remedy: not logged in', () => {
  test.for(asking.filter((name) => name !== 'login'))('%s', async (name, { expect }) => {
    const { exitCode, stdout, stderr } = await run(
      'not logged in',
      name,
      { TESSERA_URL: closed, TESSERA_TOKEN: 'old' },
      '--json',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(stderr).toContain(
      `It is the one in TESSERA_TOKEN: replace it, or unset it and run \`tessera login --url ${closed}\``,
    );
  });
});

describe('what a well platform does not do', () => {
  let platform: FakePlatform;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    platform = await startPlatform();
    platform.tokens.add('any');
    env = { TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any' };
  });
  afterAll(() => platform.close());

  test('4: a deletion has not ended after an hour', async () => {
    platform.createMap({ name: 'city' });
    platform.faults.endless = true;
    // An hour is two seconds long.
    const fast = 'data:text/javascript,const begin = Date.now(); Date.now = () => begin + 1800 * performance.now();';
    const { exitCode, stderr } = await runTessera(
      { ...env, NODE_OPTIONS: `--import "${fast}"` },
      ...RIGHT['map delete']!(),
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringContaining('not removed after an hour') });
  });

  test('130: Ctrl-C while a job is waited for says how to come back', async () => {
    platform.faults.endless = true;
    const command = startTessera(env, ...RIGHT['map create']!(), '--wait');
    while ((platform.jobs.at(-1)?.polls ?? 0) < 1) await new Promise((done) => setTimeout(done, 20));
    command.interrupt();
    const { exitCode, stderr } = await command.ended;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`Come back with: tessera map status ${JOB} --wait --url ${platform.origin}`);
  });

  test('5: the platform goes away while a job is waited for, and the way back is told', async () => {
    const other = await startPlatform();
    other.tokens.add('any');
    other.faults.endless = true;
    const command = startTessera({ ...env, TESSERA_URL: other.origin }, ...RIGHT['map create']!(), '--wait');
    while ((other.jobs.at(-1)?.polls ?? 0) < 1) await new Promise((done) => setTimeout(done, 20));
    await other.close();
    const { exitCode, stderr } = await command.ended;
    expect(exitCode).toBe(5);
    expect(stderr).toContain(
      `does not answer. The job is not lost: it goes on as soon as the platform does. Come back with: tessera map status ${JOB} --wait --url ${other.origin}`,
    );
  });
});
