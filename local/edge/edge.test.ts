import { createHash } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBody } from '../read-body.ts';
import type { Service } from '../service.ts';
import type { BehaviorConfig } from './behavior.ts';
import { createEdge, type EdgeOptions } from './edge.ts';
import type { CachePolicy } from './policies.ts';

const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const SIMPLE_CORS = '60669652-455b-4ae9-85a4-c4c02393f86c';
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const PAGE = `<!doctype html>${'<p>a city</p>'.repeat(200)}`;
const PAGES_FUNCTION = `function handler(event) {
  var request = event.request;
  if (request.uri === '/old') return { statusCode: 301, headers: { location: { value: '/maps' } }, cookies: { a: { value: '1' } } };
  if (request.uri === '/broken') return request.nothing.here;
  if (request.uri === '/endless') for (;;);
  if (request.uri.lastIndexOf('.') < request.uri.lastIndexOf('/')) request.uri = '/index.html';
  return request; }`;

const policy = (changes: Partial<CachePolicy> = {}): CachePolicy => ({
  MinTTL: 0,
  DefaultTTL: 0,
  MaxTTL: 31_536_000,
  ParametersInCacheKeyAndForwardedToOrigin: {
    QueryStringsConfig: { QueryStringBehavior: 'none' },
    HeadersConfig: { HeaderBehavior: 'none' },
    CookiesConfig: { CookieBehavior: 'none' },
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: true,
  },
  ...changes,
});

/** What the origin was asked for. */
let asked: string[];
let objects: Record<string, { body: string; headers: Record<string, string> }>;
let clock: number;
let lines: string[];
let api: Service['handle'];
let server: Server;

const store = (key: string, body: string, cacheControl: string, type: string) => {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  const length = String(Buffer.byteLength(body));
  const headers = {
    'content-type': type,
    'cache-control': cacheControl,
    etag,
    'content-length': length,
    'x-amz-request-id': '1',
  };
  objects[key] = { body, headers };
};
const getObject: EdgeOptions['getObject'] = async (bucket, key, { headers }) => {
  const object = objects[`${bucket}/${key}`];
  const isSame = object && headers['if-none-match'] === object.headers.etag;
  asked.push(
    `${bucket}/${key}${headers['if-none-match'] ? ' if-none-match' : ''}${headers.range ? ` ${headers.range}` : ''}`,
  );
  if (!object) return { status: 404, headers: { 'content-length': '4' }, body: Readable.from([Buffer.from('gone')]) };
  if (isSame) return { status: 304, headers: {}, body: Readable.from([]) };
  return { status: 200, headers: object.headers, body: Readable.from([Buffer.from(object.body)]) };
};

const behaviors = (): BehaviorConfig[] => [
  {
    pathPattern: '/tiles/*',
    origin: { type: 's3', bucket: 'tiles' },
    cachePolicy: policy(),
    responseHeadersPolicy: SIMPLE_CORS,
    compress: true,
  },
  {
    pathPattern: 'api/*',
    origin: { type: 'handler', handle: (request, response) => api(request, response), domainName: 'api.local' },
    allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    cachePolicy: CACHING_DISABLED,
    originRequestPolicy: ALL_VIEWER_EXCEPT_HOST,
    responseHeadersPolicy: SECURITY_HEADERS,
  },
  {
    pathPattern: '*',
    origin: { type: 's3', bucket: 'web' },
    cachePolicy: policy(),
    compress: true,
    viewerRequest: PAGES_FUNCTION,
    responseHeadersPolicy: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
      },
    },
  },
];

const serve = async (changes: Partial<EdgeOptions> = {}) => {
  const edge = createEdge({
    behaviors: behaviors(),
    getObject,
    defaultRootObject: 'index.html',
    report: (line) => lines.push(line),
    now: () => clock,
    ...changes,
  });
  server = createServer(edge.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
};
const get = (path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (response) => {
      const bytes = await buffer(response);
      resolve({ status: response.statusCode!, headers: response.headers, body: bytes, text: bytes.toString() });
    });
    request.on('error', reject).end(body);
  });
const stateOf = async (path: string) => (await get(path)).headers['x-cache'];

beforeEach(async () => {
  asked = [];
  objects = {};
  lines = [];
  clock = 1_000_000;
  api = async (_request, response) => void response.end('{}');
  store('web/index.html', PAGE, 'no-cache', 'text/html');
  store('tiles/tiles/city/0/0.webp', '0123456789', 'public, max-age=60', 'image/webp');
  await serve();
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const TILE = '/tiles/city/0/0.webp';

test('a tile is a miss, then a hit with its age, then asked for again by its ETag', async () => {
  const miss = await get(TILE);
  expect(miss).toMatchObject({ status: 200, text: '0123456789', headers: { 'x-cache': 'Miss from cloudfront' } });
  expect(miss.headers).not.toHaveProperty('x-amz-request-id');
  clock += 59_000;
  expect((await get(TILE)).headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', age: '59' });
  clock += 2_000;
  expect(await stateOf(TILE)).toBe('RefreshHit from cloudfront');
  expect(await stateOf(TILE)).toBe('Hit from cloudfront');
  expect(asked).toEqual(['tiles/tiles/city/0/0.webp', 'tiles/tiles/city/0/0.webp if-none-match']);
});

test('a changed object comes anew when its lifetime is over', async () => {
  await get(TILE);
  store('tiles/tiles/city/0/0.webp', 'new', 'public, max-age=60', 'image/webp');
  expect((await get(TILE)).text).toBe('0123456789');
  clock += 61_000;
  expect((await get(TILE)).text).toBe('new');
});

test('query strings neither reach the bucket nor part the cache', async () => {
  await get(`${TILE}?a=1`);
  expect(await stateOf(`${TILE}?a=2`)).toBe('Hit from cloudfront');
  expect(asked).toEqual(['tiles/tiles/city/0/0.webp']);
});

test('viewers who ask together cause one call', async () => {
  const states = await Promise.all([1, 2, 3].map(() => stateOf(TILE)));
  expect(asked).toHaveLength(1);
  expect(states.sort()).toEqual(['Hit from cloudfront', 'Hit from cloudfront', 'Miss from cloudfront']);
});

test('private answers are not kept, errors for 10 s', async () => {
  store('tiles/tiles/mine.json', '{}', 'private, no-store', 'application/json');
  await get('/tiles/mine.json');
  expect(await stateOf('/tiles/mine.json')).toBe('Miss from cloudfront');
  const missing = await get('/tiles/none.webp');
  expect(missing).toMatchObject({ status: 404, text: 'gone', headers: { 'x-cache': 'Error from cloudfront' } });
  store('tiles/tiles/none.webp', 'here', 'max-age=60', 'image/webp');
  expect((await get('/tiles/none.webp')).status).toBe(404);
  clock += 10_001;
  expect((await get('/tiles/none.webp')).status).toBe(200);
});

test('ranges, conditions and HEAD are answered from the kept object', async () => {
  const part = await get(TILE, { range: 'bytes=2-4' });
  expect(part).toMatchObject({
    status: 206,
    text: '234',
    headers: { 'content-range': 'bytes 2-4/10', 'content-length': '3' },
  });
  expect(await get(TILE, { range: 'bytes=-3' })).toMatchObject({ status: 206, text: '789' });
  expect(await get(TILE, { range: 'bytes=10-' })).toMatchObject({
    status: 416,
    headers: { 'content-range': 'bytes */10' },
  });
  expect(await get(TILE, { range: 'bytes=0-1', 'if-range': '"old"' })).toMatchObject({ status: 200 });
  const { etag } = part.headers;
  expect(await get(TILE, { 'if-none-match': `"x", ${etag}` })).toMatchObject({
    status: 304,
    text: '',
    headers: { etag },
  });
  expect(await get(TILE, {}, 'HEAD')).toMatchObject({ status: 200, text: '', headers: { 'content-length': '10' } });
  expect(asked).toHaveLength(1);
});

test('text is compressed for who accepts it, pictures are not', async () => {
  const brotli = await get('/', { 'accept-encoding': 'gzip, br' });
  expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(brotli.headers.etag).toMatch(/^W\//);
  expect(brotliDecompressSync(brotli.body).toString()).toBe(PAGE);
  const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
  expect(gunzipSync(gzip.body).toString()).toBe(PAGE);
  expect((await get('/')).headers).not.toHaveProperty('content-encoding');
  expect((await get('/', { 'if-none-match': brotli.headers.etag! })).status).toBe(304);
  expect((await get(TILE, { 'accept-encoding': 'br' })).headers).not.toHaveProperty('content-encoding');
});

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
  expect(lines).toEqual([expect.stringContaining('/broken'), expect.stringMatching(/\/endless.*timed out/)]);
});

test('the API gets everything but Host, and nothing is kept', async () => {
  const seen: unknown[] = [];
  api = async (request, response) => {
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
  await get('/api/maps');
  expect(await stateOf('/api/maps')).toBe('Miss from cloudfront');
});

test('an answer of the API streams, and a failing origin is 502', async () => {
  api = async (_request, response) => void Readable.from(['one ', 'two']).pipe(response);
  expect((await get('/api/stream')).text).toBe('one two');
  expect((await get('/api/stream', {}, 'HEAD')).status).toBe(200);
  api = () => Promise.reject(new Error('no'));
  expect(await get('/api/x')).toMatchObject({ status: 502, headers: { 'x-cache': 'Error from cloudfront' } });
  expect(lines).toEqual([expect.stringContaining('GET /api/x')]);
});

test('tiles may be read from any origin', async () => {
  expect((await get(TILE, { origin: 'http://other.example' })).headers['access-control-allow-origin']).toBe('*');
  expect((await get(TILE)).headers).not.toHaveProperty('access-control-allow-origin');
});

test('a name that only points here is refused', async () => {
  const hosts = {
    'evil.example': 403,
    'evil.example:4700': 403,
    localhost: 200,
    'a.localhost:1': 200,
    '[::1]:4700': 200,
  };
  for (const [host, status] of Object.entries(hosts))
    expect([host, (await get('/', { host })).status]).toEqual([host, status]);
  server.close();
  await serve({ publicHost: 'maps.example' });
  expect((await get('/', { host: 'maps.example:80' })).status).toBe(200);
});

test('methods that a behaviour does not allow are 403', async () => {
  expect(await get(TILE, {}, 'DELETE')).toMatchObject({ status: 403, text: expect.stringContaining('DELETE') });
  expect(asked).toEqual([]);
});

test('an error page takes the place of an error', async () => {
  server.close();
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
  expect(make({ trustedKeyGroups: ['k'] })).toThrow('/tiles/*: trusted key groups are not served');
  expect(make({ cachePolicy: 'x' })).toThrow('no managed cache policy x');
  expect(make({ allowedMethods: ['GET', 'PUT'] })).toThrow('a bucket is served for GET and HEAD only');
  expect(make({ viewerRequest: 'function (' })).toThrow(SyntaxError);
});
