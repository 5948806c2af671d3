/** Where the edge gets its answers from. */
import { createServer, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { duplexPair, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Service } from '../service.ts';
import type { Headers } from './response-headers.ts';

export type OriginRequest = {
  method: string;
  /** Path as the viewer wrote it (percent-encoded), after viewer functions and the default root object. */
  uri: string;
  /** Without `?`. */
  search: string;
  headers: OutgoingHttpHeaders;
  body?: Readable;
};
/** Header names are lower-case. */
export type OriginAnswer = { status: number; headers: Headers; body: Readable };
export type AskOrigin = (request: OriginRequest) => Promise<OriginAnswer>;

/**
 * GET of an object with the identity of the distribution's origin access control: the bucket's own policy decides.
 * `headers` are `range`, `if-none-match` and the like. A refusal or a missing key is an answer (403, 404), not an error.
 */
export type GetObject = (
  bucket: string,
  key: string,
  request: { headers: Record<string, string> },
) => Promise<OriginAnswer>;

const decode = (uri: string) => {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
};

/** None would list the bucket; `.` and `..` are taken for folders on the way, and lead out of it. */
const isPlain = (key: string) => key !== '' && !key.split('/').some((part) => part === '.' || part === '..');

const noPlainKey = (): OriginAnswer => {
  const body = Buffer.from('The path names no object: it is empty, or has a part that is . or ..\n');
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 400, headers: { ...headers, 'content-length': String(body.length) }, body: Readable.from([body]) };
};

const FORWARDED = ['range', 'if-none-match', 'if-range', 'if-modified-since'];

export const bucketOrigin =
  (bucket: string, getObject: GetObject): AskOrigin =>
  async ({ uri, headers }) => {
    const key = decode(uri.slice(1));
    if (!isPlain(key)) return noPlainKey();
    const kept = Object.entries(headers).filter(([name]) => FORWARDED.includes(name));
    return getObject(bucket, key, { headers: Object.fromEntries(kept) as Record<string, string> });
  };

/** A handler in this process, called over an in-memory connection: streaming and headers behave as over a network. */
export const handlerOrigin = ({
  handle,
  domainName,
  headers: told = {},
}: {
  handle: Service['handle'];
  domainName: string;
  headers?: Record<string, string>;
}): AskOrigin => {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  return ({ method, uri, search, headers, body }) =>
    new Promise((resolve, reject) => {
      const request = httpRequest({
        method,
        path: search ? `${uri}?${search}` : uri,
        headers: { ...headers, ...told, host: headers.host ?? domainName, connection: 'close' },
        createConnection: () => {
          const [ours, theirs] = duplexPair();
          server.emit('connection', theirs);
          return ours;
        },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        resolve({ status: response.statusCode ?? 502, headers: response.headers as Headers, body: response });
      });
      if (body) pipeline(body, request).catch(reject);
      else request.end();
    });
};
