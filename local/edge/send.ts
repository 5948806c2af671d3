/** Writing an answer to a viewer: conditions, ranges, compression, headers. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Entry } from './cache.ts';
import { chooseEncoding, compressed, type Encoding } from './compress.ts';
import type { OriginAnswer } from './origin.ts';
import { isUnchanged, rangeOf } from './part.ts';
import type { Headers } from './response-headers.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** Headers of S3 and of the connection that CloudFront does not pass on. */
const DROPPED = ['x-amz-request-id', 'x-amz-id-2', 'connection', 'keep-alive', 'transfer-encoding', 'date'];

export type Sending = {
  viewer: ViewerRequest;
  response: ServerResponse;
  /** Adds what the response headers policy says. */
  withPolicy(headers: Headers): Headers;
  /** Value of the header X-Cache. */
  xCache: string;
  /** Instead of the answer's own, for an error page. */
  status?: number | undefined;
};

const passedOn = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.includes(name)));

export const sendEntry = async (
  { viewer, response, withPolicy, xCache, status = undefined }: Sending,
  entry: Entry,
  encodings: Encoding[],
  ageSeconds: number | undefined,
): Promise<void> => {
  const headers = withPolicy({
    'accept-ranges': 'bytes',
    ...passedOn(entry.headers),
    'x-cache': xCache,
    ...(ageSeconds !== undefined && { age: String(ageSeconds) }),
  });
  const finish = (code: number, body: Buffer, changes: Headers = {}) => {
    response.writeHead(code, { ...headers, ...changes, 'content-length': body.length });
    response.end(viewer.method === 'HEAD' ? undefined : body);
  };
  if (status !== undefined || entry.status !== 200) return finish(status ?? entry.status, entry.body);

  const etag = String(entry.headers.etag ?? '');
  if (isUnchanged(viewer.headers, etag, String(entry.headers['last-modified'] ?? ''))) {
    const { 'content-length': _length, 'content-type': _type, ...rest } = headers;
    response.writeHead(304, rest).end();
    return;
  }
  const range = rangeOf(viewer.headers, etag, entry.body.length);
  if (range === 'outside') return finish(416, Buffer.alloc(0), { 'content-range': `bytes */${entry.body.length}` });
  if (range) {
    const content = `bytes ${range.first}-${range.last}/${entry.body.length}`;
    return finish(206, entry.body.subarray(range.first, range.last + 1), { 'content-range': content });
  }
  const encoding = chooseEncoding(entry, viewer.headers['accept-encoding'] ?? '', encodings);
  if (!encoding) return finish(200, entry.body);
  finish(200, await compressed(entry, encoding), {
    'content-encoding': encoding,
    vary: 'Accept-Encoding',
    ...(etag && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
  });
};

export const sendStream = async (
  { viewer, response, withPolicy, xCache }: Sending,
  answer: OriginAnswer,
): Promise<void> => {
  response.writeHead(answer.status, withPolicy({ ...passedOn(answer.headers), 'x-cache': xCache }));
  if (viewer.method === 'HEAD') {
    answer.body.destroy();
    response.end();
  } else await pipeline(answer.body, response);
};
