import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discover, refresh } from './pkce.ts';

let server: Server;
let origin: string;
let answer: unknown;
beforeEach(async () => {
  server = createServer((_, response) => response.end(JSON.stringify(answer)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close().closeAllConnections());

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'http://issuer.example/auth', 'smb://issuer.example/x'])(
  'an issuer that names %s is not followed',
  async (endpoint) => {
    const good = 'https://issuer.example/token';
    for (const endpoints of [
      { authorization_endpoint: endpoint, token_endpoint: good },
      { authorization_endpoint: good, token_endpoint: endpoint },
    ]) {
      answer = endpoints;
      await expect(discover(origin)).rejects.toMatchObject({
        exitCode: 5,
        message: expect.stringContaining(`names ${endpoint}, and only https, or http on this machine, is opened`),
      });
    }
  },
);

test('https and this machine are followed', async () => {
  answer = { authorization_endpoint: 'http://localhost:1/auth', token_endpoint: 'https://issuer.example/token' };
  expect(await discover(origin)).toEqual(answer);
});

const renew = () => refresh({ authorization_endpoint: origin, token_endpoint: origin }, 'c', 'r');

test.each([
  [{ error: 'x', error_description: { no: 'text' } }, 'The login failed: x'],
  [{ error_description: 'two\nlines' }, 'The login failed: two\\nlines'],
  [{ error: { no: 'text' } }, 'The login failed: the issuer answered 200 without a token that can be used.'],
  [{ access_token: 'a\nb' }, 'The login failed: the issuer answered 200 without a token that can be used.'],
])('the odd answer %j is told in words', async (odd, message) => {
  answer = odd;
  await expect(renew()).rejects.toMatchObject({ exitCode: 5, message });
});

test('a token that would live for ever has an end that can be written down', async () => {
  answer = { access_token: 'a', expires_in: 1e300 };
  const { expiresAt } = await renew();
  expect(new Date(expiresAt * 1000).toISOString()).toMatch(/^20/);
});
