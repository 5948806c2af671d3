/** What CopyObject and UploadPartCopy share: the source that `x-amz-copy-source` names, and its bytes in a new file. */

import { createHash } from 'node:crypto';
import { S3_ACTIONS } from '../../iam/api-calls.ts';
import type { Call } from '../call.ts';
import { type Algorithm, type Checksum, hasher } from '../checksums/algorithms.ts';
import { unchanged } from '../conditions.ts';
import { invalidArgument, invalidRequest, noSuchBucket, notImplemented, preconditionFailed } from '../errors.ts';
import type { Stretch } from '../ranges.ts';
import type { StoredObject } from '../store/objects.ts';
import { findObject } from './get-object.ts';

export const COPY_SOURCE = 'x-amz-copy-source';

/** Most bytes of one copy (service limit). */
const MOST_BYTES = 5 * 1024 ** 3;

/** Throws InvalidArgument, and NotImplemented for a version. */
export function readSource(headers: Record<string, string>) {
  const header = headers[COPY_SOURCE]!;
  const [path, query] = header.split('?', 2) as [string, string | undefined];
  if (query !== undefined) throw notImplemented(`${COPY_SOURCE} with ?${query}`);
  let match: RegExpExecArray | null = null;
  try {
    match = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path));
  } catch {
    // A broken percent sign.
  }
  if (!match) throw invalidArgument(COPY_SOURCE, header, 'Copy Source must mention the source bucket and key.');
  return { bucket: match[1]!, key: match[2]! };
}

/** The object to copy, when the caller may read it and it is as the conditions say. */
export function findSource(call: Call, { bucket, key } = readSource(call.headers)): StoredObject {
  call.allow(S3_ACTIONS.CopySource, bucket, key);
  if (!call.store.buckets.get(bucket)) throw noSuchBucket(bucket);
  const source = findObject(call, bucket, key);
  // What would be 304 for a read is a failed condition for a copy.
  if (unchanged(call.headers, source, `${COPY_SOURCE}-`)) throw preconditionFailed(`${COPY_SOURCE}-If-None-Match`);
  return source;
}

/** A whole object that was written at once, with the checksum that it has: nothing has to be read, its ETag is the same. */
const isTakenAsIs = ({ pieces, etag, checksum }: StoredObject, algorithm: Algorithm | undefined): boolean =>
  pieces.length === 1 && !etag.includes('-') && checksum?.algorithm === algorithm;

/** Copies a whole object as `copyBytes` does a stretch. */
export async function copyWhole<T>(
  call: Call,
  source: StoredObject,
  algorithm: Algorithm | undefined,
  keep: (copied: { file: string; size: number; etag: string; checksum: Checksum | undefined }) => T,
): Promise<T> {
  const { size, etag, checksum, pieces } = source;
  if (!isTakenAsIs(source, algorithm) || size > MOST_BYTES)
    return copyBytes(call, source, { start: 0, end: size }, algorithm, keep);
  const file = await call.store.files.twin(pieces[0]!);
  try {
    return keep({ file, size, etag, checksum });
  } catch (error) {
    call.store.files.remove([{ file }]);
    throw error;
  }
}

/** Copies a stretch of `source` into a file of its own and hands it to `keep`; nothing stays when either fails. */
export async function copyBytes<T>(
  { store }: Call,
  source: StoredObject,
  { start, end }: Stretch,
  algorithm: Algorithm | undefined,
  keep: (copied: { file: string; size: number; etag: string; checksum: Checksum | undefined }) => T,
): Promise<T> {
  if (end - start > MOST_BYTES)
    throw invalidRequest(`The specified copy source is larger than the maximum allowable size: ${MOST_BYTES}`);
  const md5 = createHash('md5');
  const hash = algorithm && hasher(algorithm);
  const writer = store.files.create();
  try {
    await store.files.read(source.pieces, start, end, (data) => {
      md5.update(data);
      hash?.update(data);
      // The writer keeps what it gets for a while, and this memory is used again.
      return writer.write(Buffer.from(data));
    });
    const value = hash?.digest().toString('base64');
    const checksum = algorithm && { algorithm, value: value!, type: 'FULL_OBJECT' as const };
    return keep({ file: await writer.finish(), size: end - start, etag: md5.digest('hex'), checksum });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
