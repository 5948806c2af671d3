import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readBody } from '../read-body.ts';
import type { BehaviorConfig } from './behavior.ts';
import { behaviors, edge, freshEdge, get, getObject, PAGE, serve, stateOf, TILE } from './edge.fixture.ts';
import { createEdge } from './edge.ts';

freshEdge();

test('pages go through the function, with the security headers of the policy', async () => {
  const page = await get('/maps/city?z=1');
  expect(page).toMatchObject({ status: 200, text: PAGE });
  expect(page.headers).toMatchObject({ 'content-security-policy': "default-src 'self'", 'x-frame-options': 'DENY' });
  const moved = await get('/old');
  expect(moved).toMatchObject({ status: 301, headers: { location: '/maps', 'set-cookie': ['a=1'] } });
  expect(moved.headers['x-cache']).toBe('FunctionGeneratedResponse from cloudfront');
});

test('a function that fails or does not end is 503, and said', async () => {
  expect(await get('/broken')).toMatchObject({ status: 503 });
  expect(await get('/endless')).toMatchObject({ status: 503 });
  // By the behaviour: a path may hold the token of a link.
  expect(edge.lines).toEqual([
    expect.stringMatching(/^GET \*: the viewer-request function failed: .*'here'/),
    expect.stringMatching(/^GET \*: the viewer-request function failed: .*timed out/),
  ]);
});

test('the API gets everything but Host, and nothing is kept', async () => {
  const seen: unknown[] = [];
  edge.api = async (request, response) => {
    seen.push([request.method, request.url, request.headers, (await readBody(request, 1000))?.toString()]);
    response.writeHead(201, {
      'content-type': 'application/json',
      'x-frame-options': 'DENY',
      'set-cookie': ['a=1', 'b=2'],
    });
    response.end('{"made":true}');
  };
  const headers = {
    authorization: 'Bearer x',
    cookie: 'c=1',
    'content-type': 'application/json',
    'content-length': '7',
  };
  const made = await get('/api/maps?a=1&b=%20', headers, 'POST', '{"a":1}');
  expect(made).toMatchObject({ status: 201, text: '{"made":true}' });
  expect(made.headers).toMatchObject({
    'x-cache': 'Miss from cloudfront',
    'set-cookie': ['a=1', 'b=2'],
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  const sent = expect.objectContaining({ ...headers, host: 'api.local' });
  expect(seen).toEqual([['POST', '/api/maps?a=1&b=%20', sent, '{"a":1}']]);
  await get('/api/maps', { 'x-forwarded-for': '198.51.100.1' });
  const addresses = seen.map((each) => (each as [string, string, Record<string, string>])[2]['x-forwarded-for']);
  expect(addresses).toEqual(['127.0.0.1', '198.51.100.1, 127.0.0.1']);
  await get('/api/maps', { 'X-Proof': 'of the viewer' });
  const proofs = seen.map((each) => (each as [string, string, Record<string, string>])[2]['x-proof']);
  expect(proofs).toEqual(Array(3).fill('of the edge'));
  expect(await stateOf('/api/maps')).toBe('Miss from cloudfront');
});

test('an answer of the API streams, and a failing origin is 502', async () => {
  edge.api = async (_request, response) => void Readable.from(['one ', 'two']).pipe(response);
  expect((await get('/api/stream')).text).toBe('one two');
  expect((await get('/api/stream', {}, 'HEAD')).status).toBe(200);
  edge.api = () => Promise.reject(new Error('no'));
  expect(await get('/api/x')).toMatchObject({ status: 502, headers: { 'x-cache': 'Error from cloudfront' } });
  expect(edge.lines).toEqual([expect.stringMatching(/^GET api\/\*: /)]);
});

test('tiles may be read from any origin', async () => {
  expect((await get(TILE, { origin: 'http://other.example' })).headers['access-control-allow-origin']).toBe('*');
  expect((await get(TILE)).headers).not.toHaveProperty('access-control-allow-origin');
});

test.each(['*', 'http://127.0.0.1/maps', 'maps'])('the target %s is 400, and no bucket is asked', async (target) => {
  expect((await get(target)).status).toBe(400);
  expect(edge.asked).toEqual([]);
});

test.each([
  ...['/tiles/../../etc/passwd', '/tiles/%2e%2e/%2E%2e/x.webp', '/tiles/./a.webp', '/tiles/..%2f..%2fx', '/tiles/a/..'],
  ...['/../x.png', '/%2e%2e/x.png'],
])('the path %s names no object: 400, and no bucket is asked', async (path) => {
  expect((await get(path)).status).toBe(400);
  expect(edge.asked).toEqual([]);
});

test('dots within a name are part of it', async () => {
  await get('/tiles/a..b/..c.webp');
  expect(edge.asked).toEqual(['tiles/tiles/a..b/..c.webp']);
});

test('a name that only points here is refused', async () => {
  const hosts = {
    'evil.example': 403,
    'evil.example:4700': 403,
    localhost: 200,
    'a.localhost:1': 200,
    '[::1]:4700': 200,
    'a/media/maps/x.localhost': 403,
    '127.0.0.1:4700/media/maps/x_1/.localhost': 403,
    '127.0.0.1?x.localhost': 403,
    'x@a.localhost': 403,
  };
  for (const [host, status] of Object.entries(hosts))
    expect([host, (await get('/', { host })).status]).toEqual([host, status]);
  edge.server.close();
  await serve({ publicHost: 'maps.example' });
  expect((await get('/', { host: 'maps.example:80' })).status).toBe(200);
});

test('methods that a behaviour does not allow are 403', async () => {
  expect(await get(TILE, {}, 'DELETE')).toMatchObject({ status: 403, text: expect.stringContaining('DELETE') });
  expect(edge.asked).toEqual([]);
});

test('a GET with a body is 403 at once, as the body would never reach the origin', async () => {
  expect(await get('/api/maps', { 'content-length': '2' }, 'GET', '{}')).toMatchObject({
    status: 403,
    text: expect.stringContaining('must not have a body'),
  });
  expect(await get('/api/maps', { 'content-length': '0' })).not.toMatchObject({ status: 403 });
});

test('an error page takes the place of an error', async () => {
  edge.server.close();
  await serve({ errorResponses: [{ ErrorCode: 404, ResponseCode: 404, ResponsePagePath: '/index.html' }] });
  expect(await get('/tiles/none')).toMatchObject({
    status: 404,
    text: PAGE,
    headers: { 'x-cache': 'Error from cloudfront' },
  });
});

test('what is not served is refused by name when the edge is made', () => {
  const make = (changes: Partial<BehaviorConfig>) => () =>
    createEdge({ behaviors: [{ ...behaviors()[0]!, ...changes }], getObject });
  expect(make({ trustedKeys: { K1: 'none' } })).toThrow('The public key K1 is no key in PEM form.');
  expect(make({ cachePolicy: 'x' })).toThrow('no managed cache policy x');
  expect(make({ allowedMethods: ['GET', 'PUT'] })).toThrow('a bucket is served for GET and HEAD only');
  expect(make({ viewerRequest: 'function (' })).toThrow(SyntaxError);
});
