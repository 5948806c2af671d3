import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createIssuer, type Issuer } from './issuer.ts';

const EDGE = 'http://127.0.0.1:4700';
const SCOPE = 'openid profile maps:read maps:write';
const noise: unknown[] = [];

let directory: string;
let server: Server;
let issuer: string;
let service: Issuer;

const open = () =>
  createIssuer({
    directory,
    issuer,
    users: [
      { id: 'ada', name: 'Ada' },
      { id: 'ben', name: 'Ben' },
    ],
    scopes: ['maps:read', 'maps:write'],
    audience: 'tessera',
    redirectUris: [`${EDGE}/callback`],
  });
beforeAll(async () => {
  for (const level of ['info', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((line) => void noise.push(line));
  }
  directory = await mkdtemp(join(tmpdir(), 'oidc-'));
  server = createServer((request, response) => void service.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_oidc`;
  service = await open();
});
afterAll(async () => {
  server.close();
  await service.close();
  await rm(directory, { recursive: true });
});

/** A browser: keeps cookies, follows redirects by hand until they leave the issuer. */
const createBrowser = () => {
  const cookies = new Map<string, string>();
  const visit = async (url: string, options: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...options.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    return response;
  };
  const follow = async (url: string, options?: RequestInit): Promise<URL> => {
    const response = await visit(url, options);
    const location = response.headers.get('location');
    if (location) {
      const next = new URL(location, url);
      return next.href.startsWith(issuer) ? follow(next.href) : next;
    }
    // A page that posts its form by itself, as when the user changes.
    const page = await response.text();
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
    if (!action) throw new Error(`${url} leads nowhere`);
    const fields = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]);
    return follow(action, { method: 'POST', body: new URLSearchParams(fields) });
  };
  return { visit, follow };
};
type Browser = ReturnType<typeof createBrowser>;
type Tokens = { access_token: string; id_token: string; refresh_token: string; expires_in: number; scope: string };

const askToken = async (fields: Record<string, string>) => {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { origin: EDGE },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, headers: response.headers, tokens: (await response.json()) as Tokens };
};

const logIn = async (browser: Browser, changes: Record<string, string> = {}) => {
  const verifier = randomBytes(32).toString('base64url');
  const query = {
    client_id: 'tessera-web',
    redirect_uri: `${EDGE}/callback`,
    response_type: 'code',
    scope: SCOPE,
    state: 'here',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const callback = await browser.follow(`${issuer}/auth?${new URLSearchParams(query)}`);
  const { client_id, redirect_uri } = query;
  const code = callback.searchParams.get('code') ?? '';
  const exchange = (code_verifier = verifier) =>
    askToken({ grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier });
  return { callback, exchange };
};
const subjectOf = async (browser: Browser, changes: Record<string, string> = {}) =>
  decodeJwt((await (await logIn(browser, changes)).exchange()).tokens.access_token).sub;

test('PKCE logs ada in at once, with a JWT for the API', async () => {
  const { callback, exchange } = await logIn(createBrowser());
  expect(callback.searchParams.get('state')).toBe('here');
  const { tokens, headers, status } = await exchange();
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBe(EDGE);
  expect(tokens).toMatchObject({ expires_in: 3600, scope: 'maps:read maps:write' });
  const jwks = (await (await fetch(`${issuer}/jwks`)).json()) as ReturnType<Issuer['jwks']>;
  const { payload, protectedHeader } = await jwtVerify(tokens.access_token, createLocalJWKSet(jwks), {
    issuer,
    audience: 'tessera',
  });
  expect(protectedHeader.alg).toBe('RS256');
  expect(payload).toMatchObject({ sub: 'ada', scope: 'maps:read maps:write', client_id: 'tessera-web' });
  expect(decodeJwt(tokens.id_token)).toMatchObject({ sub: 'ada', name: 'Ada', aud: 'tessera-web' });
  expect(jwks.keys[0]?.kid).toBe(service.jwks().keys[0]?.kid);
  expect(JSON.stringify(service.jwks())).not.toContain('"d"');
});

test('a wrong verifier, another redirect and a code used twice are refused', async () => {
  const { exchange } = await logIn(createBrowser());
  expect((await exchange('x'.repeat(43))).status).toBe(400);
  const second = await logIn(createBrowser());
  expect((await second.exchange()).status).toBe(200);
  expect((await second.exchange()).status).toBe(400);
  await expect(logIn(createBrowser(), { redirect_uri: 'http://evil.example/callback' })).rejects.toThrow('nowhere');
  await expect(logIn(createBrowser(), { code_challenge: '' })).resolves.toMatchObject({
    callback: expect.objectContaining({ search: expect.stringContaining('error=invalid_request') }),
  });
});

test('the command line may return to any loopback port', async () => {
  for (const client_id of ['tessera-cli', 'tessera-web']) {
    const cli = { client_id, redirect_uri: 'http://127.0.0.1:51234/callback' };
    expect(await subjectOf(createBrowser(), cli)).toBe('ada');
  }
  for (const redirect_uri of ['http://127.0.0.1:51234/elsewhere', 'http://127.0.0.1.evil.example:80/callback'])
    await expect(logIn(createBrowser(), { redirect_uri })).rejects.toThrow('nowhere');
});

test('the switch page makes one ben, but not for a form of another site', async () => {
  const browser = createBrowser();
  expect(await subjectOf(browser)).toBe('ada');
  const page = await browser.visit(`${issuer}/switch?user=ben`);
  expect(await page.text()).toMatch(/value="ben" autofocus>Log in as Ben/);
  const choose = (origin: string) =>
    browser.visit(`${issuer}/switch`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ user: 'ben' }),
    });
  expect((await choose('http://evil.example')).status).toBe(403);
  expect(await subjectOf(browser)).toBe('ada');
  expect((await choose(new URL(issuer).origin)).status).toBe(200);
  expect(await subjectOf(browser)).toBe('ben');
  expect(await subjectOf(browser, { login_hint: 'ada', prompt: 'login' })).toBe('ada');
});

test('cookies keep to the path of the issuer', async () => {
  const response = await fetch(`${issuer}/auth?client_id=tessera-web&response_type=code&scope=openid`, {
    redirect: 'manual',
  });
  for (const cookie of response.headers.getSetCookie())
    expect(cookie).toMatch(/^tessera_oidc_\w+(\.sig)?=.*path=\/_oidc/i);
});

test('keys, sessions and refresh tokens survive a restart', async () => {
  const browser = createBrowser();
  const { tokens } = await (await logIn(browser)).exchange();
  const before = service.jwks();
  await service.close();
  service = await open();
  expect(service.jwks()).toEqual(before);
  const refreshed = await askToken({
    grant_type: 'refresh_token',
    client_id: 'tessera-web',
    refresh_token: tokens.refresh_token,
  });
  expect(refreshed.status).toBe(200);
  expect(decodeJwt(refreshed.tokens.access_token)).toMatchObject({ sub: 'ada', aud: 'tessera' });
  expect((await logIn(browser, { prompt: 'none' })).callback.searchParams.has('code')).toBe(true);
  expect(await readFile(join(directory, 'tokens.json'), 'utf8')).toContain('RefreshToken:');
});

test('logging out ends the session and returns to the edge', async () => {
  const browser = createBrowser();
  const { tokens } = await (await logIn(browser)).exchange();
  const query = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: `${EDGE}/` });
  const page = await (await browser.visit(`${issuer}/session/end?${query}`)).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)![1]!;
  const body = new URLSearchParams({ xsrf, logout: 'yes' });
  const done = await browser.visit(`${issuer}/session/end/confirm`, { method: 'POST', body });
  expect(done.headers.get('location')).toBe(`${EDGE}/`);
  const { callback } = await logIn(browser, { prompt: 'none' });
  expect(callback.searchParams.get('error')).toBe('login_required');
});

test('tells who looks for it where everything is, and nothing on the console', async () => {
  const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  expect(discovery).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
  });
  expect((await fetch(`${issuer}/login/nothing`)).status).toBe(400);
  expect(noise).toEqual([]);
});
