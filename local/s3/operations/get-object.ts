import type { OutgoingHttpHeaders } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { S3_ACTIONS } from '../../iam/api-calls.ts';
import { answer, type Call, readNumber } from '../call.ts';
import { unchanged } from '../conditions.ts';
import { checksumHeaders, describe, KEPT_HEADERS } from '../description.ts';
import { noSuchKey, S3Error } from '../errors.ts';
import { contentRange, readRange, type Stretch } from '../ranges.ts';
import type { Piece } from '../store/data-files.ts';
import type { StoredObject } from '../store/objects.ts';

/** The object that a call names; who may not list the bucket gets AccessDenied instead of NoSuchKey, as in S3. */
export function findObject(call: Call, bucket = call.bucket, key = call.key): StoredObject {
  const object = call.store.objects.get(bucket, key);
  if (object) return object;
  call.allow(S3_ACTIONS.AbsentObject, bucket);
  throw noSuchKey(key);
}

/** Part N of the object; one that was not uploaded in parts is its own part 1. */
function partStretch(
  { pieces, etag, size }: StoredObject,
  number: number,
): Stretch & { parts?: number; piece?: Piece } {
  const multipart = etag.includes('-');
  if (number > (multipart ? pieces.length : 1))
    throw new S3Error('InvalidPartNumber', 416, 'The requested partnumber is not satisfiable', {
      fields: { PartNumberRequested: number, ActualPartCount: multipart ? pieces.length : 1 },
    });
  if (!multipart) return { start: 0, end: size };
  const start = pieces.slice(0, number - 1).reduce((sum, piece) => sum + piece.size, 0);
  const piece = pieces[number - 1]!;
  return { start, end: start + piece.size, parts: pieces.length, piece };
}

function plan(call: Call, object: StoredObject) {
  const { headers: asked, query } = call;
  const number = readNumber(call, 'partNumber', { fallback: 0, least: 1, most: 10_000 });
  if (number > 0 && asked.range !== undefined)
    throw new S3Error('InvalidRequest', 400, 'Cannot specify both Range header and partNumber query parameter');
  const part = number > 0 ? partStretch(object, number) : undefined;
  const stretch = part ?? readRange(asked.range, object.size);
  const headers: OutgoingHttpHeaders = describe(object);
  for (const name of KEPT_HEADERS) {
    const value = query.get(`response-${name}`);
    if (value !== null) headers[name] = value;
  }
  // A range has no checksum, a part has its own.
  const value = part?.piece ? part.piece.checksum : object.checksum?.value;
  if (asked['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED' && object.checksum && value && (part || !stretch))
    Object.assign(headers, checksumHeaders({ ...object.checksum, value }));
  if (part?.parts !== undefined) headers['x-amz-mp-parts-count'] = part.parts;
  const { start, end } = stretch ?? { start: 0, end: object.size };
  if (stretch && object.size > 0) headers['content-range'] = contentRange(stretch, object.size);
  headers['content-length'] = end - start;
  return { status: stretch ? 206 : 200, headers, start, end };
}

/** 304 repeats what a cache needs to keep its copy (RFC 9110, 15.4.5). */
function answerUnchanged(call: Call, object: StoredObject) {
  const { etag, 'last-modified': modified, 'cache-control': cache, expires } = describe(object);
  const kept = { etag, 'last-modified': modified, 'cache-control': cache, expires };
  answer(call, 304, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)));
}

export function headObject(call: Call) {
  const object = findObject(call);
  if (unchanged(call.headers, object)) return answerUnchanged(call, object);
  const { status, headers } = plan(call, object);
  call.response.writeHead(status, headers).end();
}

export async function getObject(call: Call) {
  const object = findObject(call);
  if (unchanged(call.headers, object)) return answerUnchanged(call, object);
  const { status, headers, start, end } = plan(call, object);
  const { response } = call;
  response.writeHead(status, headers);
  // What comes behind a request's head may be wrong, and is told instead of the object: that shows in this turn.
  const parsed = setImmediate();
  await call.store.files.read(object.pieces, start, end, async (bytes) => {
    await parsed;
    await sent(response, bytes);
  });
  response.end();
}

/** Resolves when the system has the bytes. @throws Error when the caller went away */
const sent = (response: Call['response'], bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => reject(new Error('The caller went away.'));
    response.once('close', leave);
    response.write(bytes, (error) => {
      response.off('close', leave);
      if (error) reject(error);
      else resolve();
    });
  });
