import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';
import { developmentLogin } from './development-login.ts';
import { loopbackLogin } from './loopback-login.ts';
import { createTokenSource } from './token-source.ts';
import { storedToken, storeToken, tokenFile } from './token-store.ts';

let platform: FakePlatform;
let env: { XDG_CONFIG_HOME: string };
beforeEach(async () => {
  platform = await startPlatform();
  env = { XDG_CONFIG_HOME: await mkdtemp(join(tmpdir(), 'login-')) };
});
afterEach(async () => {
  await platform.close();
  await rm(env.XDG_CONFIG_HOME, { recursive: true });
});
const issuer = () => `${platform.origin}/_oidc`;

test('a development issuer lets us in through its redirects and cookies', async () => {
  const { accessToken, expiresAt } = await developmentLogin(issuer(), 'tessera');
  expect(platform.tokens.has(accessToken)).toBe(true);
  expect(expiresAt).toBeGreaterThan(Date.now() / 1000);
});

/** A login whose browser is `open`. */
const logIn = (open: (url: string) => Promise<void>, port?: number) =>
  loopbackLogin({
    ...{ issuer: issuer(), clientId: 'tessera-web', audience: 'tessera', port, open },
    signal: new AbortController().signal,
  });

/** Goes through the issuer's pages to our loopback address; answers what that shows. */
async function browse(url: string): Promise<string> {
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
  return (await fetch(new URL(first.headers.get('location')!, url), { headers: { cookie } })).text();
}

test('a person logs in with the browser, which ends at our loopback address', async () => {
  let page = '';
  const { accessToken } = await logIn(async (url) => {
    page = await browse(url);
  });
  expect(platform.tokens.has(accessToken)).toBe(true);
  await expect.poll(() => page).toContain('go back to the terminal');
});

test('callbacks of another attempt are ignored, also refusals', async () => {
  const strange: [number, string][] = [];
  const { accessToken } = await logIn(async (url) => {
    const callback = new URL(url).searchParams.get('redirect_uri');
    for (const query of ['error=access_denied', 'code=c&state=other']) {
      const answer = await fetch(`${callback}?${query}`);
      strange.push([answer.status, await answer.text()]);
    }
    await browse(url);
  });
  expect(platform.tokens.has(accessToken)).toBe(true);
  const ignored = [404, expect.stringContaining('No login waits for this page')];
  expect(strange).toEqual([ignored, ignored]);
});

test('the browser comes back to the port that was asked for; a taken one is told', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await expect(logIn(async () => {}, port)).rejects.toMatchObject({
    ...{ exitCode: 2, message: expect.stringContaining(`Port ${port} of this machine cannot be used (EADDRINUSE)`) },
  });
  await new Promise((resolve) => holder.close(resolve));
  let redirect: string | null = null;
  await logIn(async (url) => {
    redirect = new URL(url).searchParams.get('redirect_uri');
    await browse(url);
  }, port);
  expect(redirect).toBe(`http://127.0.0.1:${port}/callback`);
});

test('a browser that does not come back is not waited for for ever', async () => {
  const late = loopbackLogin({
    ...{ issuer: issuer(), clientId: 'tessera-web', audience: 'tessera', open: () => {}, patienceMs: 50 },
    signal: new AbortController().signal,
  });
  await expect(late).rejects.toMatchObject({
    ...{
      exitCode: 5,
      message: expect.stringMatching(/did not come back in time \(1 min\)\. .*Then run the same command again/),
    },
  });
});

test.each([
  [
    'that does not answer',
    'http://127.0.0.1:1',
    /issuer http:\/\/127\.0\.0\.1:1, which the platform names, does not answer\. Check/,
  ],
  ['that is no issuer', undefined, /no OpenID Connect configuration\. Check your network; else whoever deployed/],
])('an issuer %s is exit 5, with what to do', async (_, wrong, message) => {
  const login = loopbackLogin({
    ...{ issuer: wrong ?? `${platform.origin}/elsewhere`, clientId: 'c', audience: 'tessera', open: () => {} },
    signal: new AbortController().signal,
  });
  await expect(login).rejects.toMatchObject({ exitCode: 5, message: expect.stringMatching(message) });
});

test('a place where no login can be kept is named', async () => {
  const place = { XDG_CONFIG_HOME: join(env.XDG_CONFIG_HOME, 'file') };
  await writeFile(place.XDG_CONFIG_HOME, '');
  await expect(storeToken(place, platform.origin, { accessToken: 'a', expiresAt: 1 })).rejects.toMatchObject({
    ...{
      exitCode: 3,
      message: expect.stringMatching(/cannot be kept in .*tokens\.json \(E\w+\)\. Name another folder/),
    },
  });
});

test('a login that cannot be kept leaves no draft of it', async () => {
  // A folder in the place of the file cannot be replaced.
  await mkdir(tokenFile(env), { recursive: true });
  await expect(storeToken(env, platform.origin, { accessToken: 'a', expiresAt: 1 })).rejects.toMatchObject({
    exitCode: 3,
  });
  expect(await readdir(dirname(tokenFile(env)))).toEqual(['tokens.json']);
});

test('a refused login says why', async () => {
  platform.faults.login = false;
  await expect(developmentLogin(issuer(), 'tessera')).rejects.toMatchObject({
    exitCode: 5,
    message: expect.stringContaining('access_denied'),
  });
});

test('TESSERA_TOKEN wins, then a stored login that is still good', async () => {
  expect(await createTokenSource(platform.origin, { ...env, TESSERA_TOKEN: 'given' })()).toBe('given');
  const soon = Date.now() / 1000;
  await storeToken(env, platform.origin, { accessToken: 'stored', expiresAt: soon + 3600 });
  expect(await createTokenSource(platform.origin, env)()).toBe('stored');
  await storeToken(env, platform.origin, { accessToken: 'stored', expiresAt: soon + 10 });
  expect(platform.tokens).toContain(await createTokenSource(platform.origin, env)());
});

test('a TESSERA_TOKEN that no header may hold is named; a line end after it is none of it', async () => {
  expect(await createTokenSource(platform.origin, { ...env, TESSERA_TOKEN: 'given\n' })()).toBe('given');
  for (const TESSERA_TOKEN of ['a\nb', 'a b', 'ключ']) {
    const { exitCode, stderr } = await runCli(['map', 'list', '--url', platform.origin], { ...env, TESSERA_TOKEN });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('TESSERA_TOKEN holds what') });
  }
});

test('one login serves many calls', async () => {
  const token = createTokenSource(platform.origin, env);
  expect(await token()).toBe(await token());
  expect(platform.tokens.size).toBe(1);
});

test('only the owner can read the stored tokens; platforms do not mix', async () => {
  await storeToken(env, 'https://a.example', { accessToken: 'a', expiresAt: 1 });
  await storeToken(env, 'https://b.example', { accessToken: 'b', expiresAt: 2, refreshToken: 'r' });
  expect((await stat(tokenFile(env))).mode & 0o777).toBe(0o600);
  expect(await storedToken(env, 'https://a.example')).toEqual({ accessToken: 'a', expiresAt: 1 });
});

test('tessera login against this machine says that nothing need be kept', async () => {
  const { exitCode, stdout } = await runCli(['login', '--url', platform.origin], env);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    `Logged in at ${platform.origin}. Commands log in at this development server by themselves.`,
  );
});

test('a token for other programs goes to stdout alone, and is kept nowhere', async () => {
  const { exitCode, stdout } = await runCli(['login', '--print', '--url', platform.origin], env);
  expect({ exitCode, lines: stdout.trimEnd().split('\n').length }).toEqual({ exitCode: 0, lines: 1 });
  const document = JSON.parse((await runCli(['login', '--print', '--json', '--url', platform.origin], env)).stdout);
  expect(document).toEqual({
    ...{ url: platform.origin, issuer: expect.any(String), expires_at: expect.any(String) },
    access_token: expect.any(String),
  });
  await expect(storedToken(env, platform.origin)).resolves.toBeUndefined();
});
