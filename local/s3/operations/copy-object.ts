import { answerXml, type Call } from '../call.ts';
import { algorithmOf } from '../checksums/declared.ts';
import { writeCondition } from '../conditions.ts';
import { checksumElements, quoted, readDescription } from '../description.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { eventOf } from '../notifications/event.ts';
import { wholeSeconds } from '../store/objects.ts';
import { copyWhole, findSource, readSource } from './copy-source.ts';

/** COPY keeps the source's headers and metadata, REPLACE takes the request's. */
function replaces(headers: Record<string, string>): boolean {
  const directive = headers['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE')
    throw invalidArgument('x-amz-metadata-directive', directive, 'Unknown metadata directive; use COPY or REPLACE.');
  return directive === 'REPLACE';
}

export async function copyObject(call: Call) {
  const { bucket, key, headers, store } = call;
  const from = readSource(headers);
  const replace = replaces(headers);
  if (!replace && from.bucket === bucket && from.key === key)
    throw invalidRequest('This copy request is illegal because it copies an object to itself and changes nothing.');
  const check = writeCondition(headers, key);
  const source = findSource(call, from);
  const asked = headers['x-amz-checksum-algorithm'];
  const algorithm = asked === undefined ? source.checksum?.algorithm : algorithmOf(asked, 'x-amz-checksum-algorithm');
  const description = replace ? readDescription(headers) : { headers: source.headers, metadata: source.metadata };
  const modified = wholeSeconds(call.now);
  const { etag, checksum } = await copyWhole(call, source, algorithm, (copied) => {
    const { file, size, ...said } = copied;
    const object = { ...description, ...said, bucket, key, size, modified, pieces: [{ file, size }] };
    store.objects.put(object, check, eventOf(call, 'ObjectCreated:Copy'));
    return said;
  });
  answerXml(call, 'CopyObjectResult', {
    LastModified: new Date(modified).toISOString(),
    ETag: quoted(etag),
    ...checksumElements(checksum),
  });
}
