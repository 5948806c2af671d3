import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHttpApi } from './http-api.ts';

const ISSUER = 'http://127.0.0.1:4701/_oidc';
const { publicKey, privateKey } = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const inOneHour = () => Math.floor(Date.now() / 1000) + 3600;
const token = (claims: JWTPayload, key = privateKey) =>
  new SignJWT({ iss: ISSUER, aud: 'tessera', sub: 'ada', exp: inOneHour(), scope: 'maps:read maps:write', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(key);

let events: { name: string; event: any }[];
let answer: () => unknown;
let lines: string[];
let server: Server;
let origin: string;

beforeAll(async () => {
  const api = createHttpApi({
    routes: [
      { method: 'GET', path: '/api/maps', functionName: 'list-maps' },
      { method: 'POST', path: '/api/maps/{map}', functionName: 'make', authorizer: { scopes: ['maps:write', 'ops'] } },
      { method: 'GET', path: '/api/me', functionName: 'me', authorizer: { scopes: [] } },
    ],
    issuer: ISSUER,
    audience: ['tessera'],
    jwks: async () => ({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }] }),
    invoke: async (name, event) => {
      events.push({ name, event });
      return answer();
    },
    cors: {
      AllowOrigins: ['http://127.0.0.1:4700'],
      AllowMethods: ['GET'],
      AllowHeaders: ['authorization'],
      MaxAge: 60,
    },
    integrationMs: 300,
    report: (line) => lines.push(line),
    answered: ({ route, status }) => lines.push(`${route} ${status}`),
  });
  server = createServer(api.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  events = [];
  lines = [];
  answer = () => ({ statusCode: 200, body: '{}' });
});
afterAll(() => server.close());

const call = async (path: string, options: RequestInit & { token?: string } = {}) => {
  const authorization = options.token && { authorization: `Bearer ${options.token}` };
  const response = await fetch(origin + path, { ...options, headers: { ...options.headers, ...authorization } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
const send = (claims: JWTPayload, key = privateKey) =>
  token(claims, key).then((made) => call('/api/maps/city', { method: 'POST', token: made }));

test('the event has the shape of payload format 2.0', async () => {
  await call('/api/maps/a%20b?tag=x&tag=y&z=', {
    method: 'POST',
    token: await token({}),
    body: '{"name":"ü"}',
    headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'x-many': 'one' },
  });
  expect(events[0]).toMatchObject({
    name: 'make',
    event: {
      version: '2.0',
      routeKey: 'POST /api/maps/{map}',
      rawPath: '/api/maps/a%20b',
      rawQueryString: 'tag=x&tag=y&z=',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-many': 'one', 'content-type': 'application/json' },
      queryStringParameters: { tag: 'x,y', z: '' },
      pathParameters: { map: 'a b' },
      body: '{"name":"ü"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        stage: '$default',
        http: { method: 'POST', path: '/api/maps/a%20b', sourceIp: '127.0.0.1', protocol: 'HTTP/1.1' },
        authorizer: { jwt: { claims: { sub: 'ada', aud: 'tessera' }, scopes: ['maps:write'] } },
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
    },
  });
  expect(events[0]?.event.headers).not.toHaveProperty('cookie');
  expect(events[0]?.event.requestContext.authorizer.jwt.claims.exp).toMatch(/^\d+$/);
});

test('a body that is not text comes as base64, a request without one has none', async () => {
  const made = await token({});
  await call('/api/maps/a', {
    method: 'POST',
    token: made,
    body: new Uint8Array([255, 0]),
    headers: { 'content-type': 'image/png' },
  });
  await call('/api/maps');
  expect(events[0]?.event).toMatchObject({ body: '/wA=', isBase64Encoded: true });
  expect(events[1]?.event).not.toHaveProperty('body');
  expect(events[1]?.event).not.toHaveProperty('queryStringParameters');
});

test.each([
  ['no route', () => call('/api/nothing'), 404, 'Not Found'],
  ['no token', () => call('/api/me'), 401, 'Unauthorized'],
  ['no JWT', () => call('/api/me', { token: 'x' }), 401, 'Unauthorized'],
  ['expired', () => send({ exp: 1 }), 401, 'Unauthorized'],
  ['not yet valid', () => send({ nbf: inOneHour() }), 401, 'Unauthorized'],
  ['without expiry', () => send({ exp: undefined }), 401, 'Unauthorized'],
  ['other issuer', () => send({ iss: 'http://other' }), 401, 'Unauthorized'],
  ['other audience', () => send({ aud: 'other', client_id: 'tessera' }), 401, 'Unauthorized'],
  ["a stranger's key", () => send({}, stranger.privateKey), 401, 'Unauthorized'],
  ['no scope of the route', () => send({ scope: 'maps:read' }), 403, 'Forbidden'],
])('%s is refused', async (_name, request, status, message) => {
  const { body, headers, ...rest } = await request();
  expect(rest).toEqual({ status });
  expect(body).toBe(JSON.stringify({ message }));
  if (status !== 404) expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
  expect(events).toEqual([]);
});

test('the client id serves as audience when the token has none; a list of audiences is enough', async () => {
  expect((await send({ aud: undefined, client_id: 'tessera' })).status).toBe(200);
  expect((await send({ aud: ['x', 'tessera'] })).status).toBe(200);
  expect(events[1]?.event.requestContext.authorizer.jwt.claims.aud).toBe('[x tessera]');
});

test.each([
  [{ a: 1 }, 200, '{"a":1}', 'application/json'],
  ['plain', 200, 'plain', 'application/json'],
  [{ statusCode: 201, body: 'made' }, 201, 'made', 'text/plain; charset=utf-8'],
  [
    { statusCode: 200, body: 'AQI=', isBase64Encoded: true, headers: { 'Content-Type': 'image/png' } },
    200,
    '\u0001\u0002',
    'image/png',
  ],
  [{ statusCode: 'x' }, 500, '{"message":"Internal Server Error"}', 'application/json'],
  [{ statusCode: 200, body: {} }, 500, '{"message":"Internal Server Error"}', 'application/json'],
])('an answer %j is sent as %i', async (result, status, body, type) => {
  answer = () => result;
  const got = await call('/api/maps');
  expect([got.status, got.body, got.headers.get('content-type')]).toEqual([status, body, type]);
});

test('what it tells of a request names the route, never the path or the query', async () => {
  const made = await token({});
  await call('/api/maps/secret?token=secret', { method: 'POST', token: made });
  answer = () => {
    throw new Error('broken');
  };
  await call('/api/maps/secret', { method: 'POST', token: made });
  await call('/api/nothing/secret', { method: 'POST' });
  expect(lines).toEqual([
    'POST /api/maps/{map} 200',
    'POST /api/maps/{map}: Error: broken',
    'POST /api/maps/{map} 500',
    'POST (no such route) 404',
  ]);
});

test('who called is the last in X-Forwarded-For', async () => {
  await call('/api/maps', { headers: { 'x-forwarded-for': '203.0.113.7' } });
  await call('/api/maps');
  expect(events.map(({ event }) => event.headers['x-forwarded-for'])).toEqual(['203.0.113.7, 127.0.0.1', '127.0.0.1']);
});

test('cookies become Set-Cookie headers', async () => {
  answer = () => ({ statusCode: 204, cookies: ['a=1; Secure', 'b=2'] });
  const got = await call('/api/maps');
  expect(got.headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
});

test('a failing function is 500, a late one 503, a body over 10 MB 413', async () => {
  answer = () => {
    throw new Error('secret detail');
  };
  expect(await call('/api/maps')).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  expect(lines).toEqual(['GET /api/maps: Error: secret detail', 'GET /api/maps 500']);
  answer = () => new Promise(() => {});
  expect(await call('/api/maps')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  const large = { method: 'POST', token: await token({}), body: Buffer.alloc(10 * 1024 * 1024 + 1) };
  expect(await call('/api/maps/a', large)).toMatchObject({
    status: 413,
    body: '{"message":"Request Entity Too Large"}',
  });
});

test('preflights are answered by the API itself, only for allowed origins', async () => {
  const preflight = (from: string) =>
    call('/api/me', { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'GET' } });
  const allowed = await preflight('http://127.0.0.1:4700');
  expect(allowed.status).toBe(204);
  expect(Object.fromEntries(allowed.headers)).toMatchObject({
    'access-control-allow-origin': 'http://127.0.0.1:4700',
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'authorization',
    'access-control-max-age': '60',
  });
  expect((await preflight('http://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  const refused = await call('/api/me', { headers: { origin: 'http://127.0.0.1:4700' } });
  expect(refused.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4700');
});
