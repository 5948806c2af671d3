import { createHash } from 'node:crypto';
import { answerXml, type Call } from '../call.ts';
import { hasher } from '../checksums/algorithms.ts';
import { algorithmOf } from '../checksums/declared.ts';
import { unchanged, writeCondition } from '../conditions.ts';
import { checksumElements, quoted, readDescription } from '../description.ts';
import { invalidArgument, invalidRequest, noSuchBucket, notImplemented, preconditionFailed } from '../errors.ts';
import { wholeSeconds } from '../store/objects.ts';
import { findObject } from './get-object.ts';

function readSource(header: string) {
  const [path, query] = header.split('?', 2) as [string, string | undefined];
  if (query !== undefined) throw notImplemented(`x-amz-copy-source with ${query}`);
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path));
  if (!match) throw invalidArgument('x-amz-copy-source', header, 'Copy Source must mention the source bucket and key.');
  return { bucket: match[1]!, key: match[2]! };
}

/** COPY keeps the source's headers and metadata, REPLACE takes the request's. */
function replaces(headers: Record<string, string>): boolean {
  const directive = headers['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE')
    throw invalidArgument('x-amz-metadata-directive', directive, 'Unknown metadata directive; use COPY or REPLACE.');
  return directive === 'REPLACE';
}

export async function copyObject(call: Call) {
  const { bucket, key, headers, store } = call;
  const from = readSource(headers['x-amz-copy-source']!);
  call.allow('s3:GetObject', from.bucket, from.key);
  if (!store.buckets.get(from.bucket)) throw noSuchBucket(from.bucket);
  const replace = replaces(headers);
  if (!replace && from.bucket === bucket && from.key === key)
    throw invalidRequest('This copy request is illegal because it copies an object to itself and changes nothing.');
  const check = writeCondition(headers, key);
  const source = findObject(call, from.bucket, from.key);
  // What would be 304 for a read is a failed condition for a copy.
  if (unchanged(headers, source, 'x-amz-copy-source-')) throw preconditionFailed('x-amz-copy-source-If-None-Match');
  const asked = headers['x-amz-checksum-algorithm'];
  const algorithm = asked === undefined ? source.checksum?.algorithm : algorithmOf(asked, 'x-amz-checksum-algorithm');
  const description = replace ? readDescription(headers) : { headers: source.headers, metadata: source.metadata };

  const md5 = createHash('md5');
  const hash = algorithm && hasher(algorithm);
  const writer = store.files.create();
  try {
    for await (const data of store.files.read(source.pieces, 0, source.size)) {
      md5.update(data);
      hash?.update(data);
      await writer.write(data);
    }
    const etag = md5.digest('hex');
    const checksum = algorithm && { algorithm, value: hash!.digest().toString('base64'), type: 'FULL_OBJECT' as const };
    const modified = wholeSeconds(call.now);
    const pieces = [{ file: await writer.finish(), size: source.size }];
    store.objects.put({ ...description, bucket, key, size: source.size, etag, modified, checksum, pieces }, check);
    answerXml(call, 'CopyObjectResult', {
      LastModified: new Date(modified).toISOString(),
      ETag: quoted(etag),
      ...checksumElements(checksum),
    });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
