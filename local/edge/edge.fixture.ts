import { createHash } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach } from 'vitest';
import type { Service } from '../service.ts';
import type { BehaviorConfig } from './behavior.ts';
import { createEdge, type EdgeOptions } from './edge.ts';
import type { CachePolicy } from './policies.ts';

const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const SIMPLE_CORS = '60669652-455b-4ae9-85a4-c4c02393f86c';
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';
export const PAGE = `<!doctype html>${'<p>a city</p>'.repeat(200)}`;
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

/** The edge under test, made anew for each test, and what happened to it. */
export const edge = {
  /** What the origin was asked for. */
  asked: [] as string[],
  objects: {} as Record<string, { body: string; headers: Record<string, string> }>,
  clock: 0,
  lines: [] as string[],
  api: (async () => {}) as Service['handle'],
  server: undefined as unknown as Server,
};

export const store = (key: string, body: string, cacheControl: string, type: string) => {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  const length = String(Buffer.byteLength(body));
  const headers = {
    'content-type': type,
    'cache-control': cacheControl,
    etag,
    'content-length': length,
    'x-amz-request-id': '1',
  };
  edge.objects[key] = { body, headers };
};
export const getObject: EdgeOptions['getObject'] = async (bucket, key, { headers }) => {
  const object = edge.objects[`${bucket}/${key}`];
  const isSame = object && headers['if-none-match'] === object.headers.etag;
  edge.asked.push(
    `${bucket}/${key}${headers['if-none-match'] ? ' if-none-match' : ''}${headers.range ? ` ${headers.range}` : ''}`,
  );
  if (!object) return { status: 404, headers: { 'content-length': '4' }, body: Readable.from([Buffer.from('gone')]) };
  if (isSame) return { status: 304, headers: {}, body: Readable.from([]) };
  return { status: 200, headers: object.headers, body: Readable.from([Buffer.from(object.body)]) };
};

export const behaviors = (): BehaviorConfig[] => [
  {
    pathPattern: '/tiles/*',
    origin: { type: 's3', bucket: 'tiles' },
    cachePolicy: policy(),
    responseHeadersPolicy: SIMPLE_CORS,
    compress: true,
  },
  {
    pathPattern: 'api/*',
    origin: {
      ...{ type: 'handler', handle: (request, response) => edge.api(request, response), domainName: 'api.local' },
      headers: { 'x-proof': 'of the edge' },
    },
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

export const serve = async (changes: Partial<EdgeOptions> = {}) => {
  const made = createEdge({
    behaviors: behaviors(),
    getObject,
    defaultRootObject: 'index.html',
    report: (line) => edge.lines.push(line),
    now: () => edge.clock,
    ...changes,
  });
  edge.server = createServer(made.handle);
  await new Promise<void>((resolve) => edge.server.listen(0, '127.0.0.1', resolve));
};
export const get = (path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }>((resolve, reject) => {
    const { port } = edge.server.address() as AddressInfo;
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (response) => {
      const bytes = await buffer(response);
      resolve({ status: response.statusCode!, headers: response.headers, body: bytes, text: bytes.toString() });
    });
    request.on('error', reject).end(body);
  });
export const stateOf = async (path: string) => (await get(path)).headers['x-cache'];

export const TILE = '/tiles/city/0/0.webp';

/** Starts a fresh edge before each test of the file that calls this. */
export function freshEdge(): void {
  beforeEach(async () => {
    edge.asked = [];
    edge.objects = {};
    edge.lines = [];
    edge.clock = 1_000_000;
    edge.api = async (_request, response) => void response.end('{}');
    store('web/index.html', PAGE, 'no-cache', 'text/html');
    store('tiles/tiles/city/0/0.webp', '0123456789', 'public, max-age=60', 'image/webp');
    await serve();
  });
  afterEach(() => {
    edge.server.closeAllConnections();
    edge.server.close();
  });
}
