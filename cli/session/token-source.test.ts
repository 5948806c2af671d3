import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { retry } from '../../client/retry.ts';
import { createTokenSource } from './token-source.ts';
import { storedToken, storeToken } from './token-store.ts';

/** A platform and its issuer, whose refresh tokens are good for one use. */
let server: Server;
let origin: string;
let env: { XDG_CONFIG_HOME: string };
/** What the next renewals are answered with in place of a token; 0 answers nothing. */
let faults: [status: number, body: string][];
let renewals: string[];
let good: string;

beforeEach(async () => {
  [faults, renewals, good] = [[], [], 'refresh-0'];
  server = createServer(async (request, response) => {
    const form = new URLSearchParams((await buffer(request)).toString());
    const say = (status: number, body: unknown) => {
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.url === '/config.json') return say(200, { issuer, client_id: 'c', audience: 'a' });
    if (request.url !== '/token')
      return say(200, { authorization_endpoint: issuer, token_endpoint: `${issuer}/token` });
    const refreshToken = form.get('refresh_token') ?? '';
    renewals.push(refreshToken);
    const fault = faults.shift();
    if (fault?.[0] === 0) return response.destroy();
    if (fault) return say(...fault);
    if (refreshToken !== good) return say(400, { error: 'invalid_grant' });
    good = `refresh-${renewals.length}`;
    return say(200, { access_token: `access-${renewals.length}`, expires_in: 3600, refresh_token: good });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  // Ends at this server as well, but is no development issuer.
  const issuer = `http://0.0.0.0:${port}`;
  env = { XDG_CONFIG_HOME: await mkdtemp(join(tmpdir(), 'tokens-')) };
  await storeToken(env, origin, { accessToken: 'old', expiresAt: Date.now() / 1000 + 10, refreshToken: good });
});
afterEach(async () => {
  server.close().closeAllConnections();
  await rm(env.XDG_CONFIG_HOME, { recursive: true });
});

test('calls at the same time renew a login once, and the next one keeps the answer', async () => {
  const token = createTokenSource(origin, env);
  expect(await Promise.all([token(), token(), token()])).toEqual(['access-1', 'access-1', 'access-1']);
  expect(await token()).toBe('access-1');
  expect(renewals).toEqual(['refresh-0']);
  expect(await storedToken(env, origin)).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-1' });
});

test.each([
  ['does not answer', 0, ''],
  ['is overloaded', 503, '<h1>busy</h1>'],
  ['is asked too much', 429, '{"error":"slow_down"}'],
])('an issuer that %s ends no login: the call is worth another attempt', async (_, status, body) => {
  faults = [[status, body]];
  const token = createTokenSource(origin, env);
  await expect(token()).rejects.toMatchObject({
    ...{ name: 'ApiError', status: 0, message: expect.stringMatching(/could not be renewed just now: its issuer/) },
  });
  faults = [[status, body]];
  const { signal } = new AbortController();
  expect(await retry({ signal, pause: async () => {} }, token)).toBe('access-3');
});

test('a refusal ends the login, and says how to log in', async () => {
  good = 'another';
  const token = createTokenSource(origin, env);
  const ended = { name: 'CommandError', exitCode: 5, message: expect.stringContaining('has ended and could not') };
  await expect(token()).rejects.toMatchObject(ended);
  // Somebody logs in in another window: the next call finds it.
  await storeToken(env, origin, { accessToken: 'new', expiresAt: Date.now() / 1000 + 3600 });
  expect(await token()).toBe('new');
});
