/** Begins, fills, shows and gives up a multipart upload; `complete-upload.ts` ends it. */
import { answer, answerXml, type Call, readNumber } from '../call.ts';
import type { Algorithm } from '../checksums/algorithms.ts';
import { algorithmOf } from '../checksums/declared.ts';
import { checksumElements, checksumHeaders, quoted, readDescription } from '../description.ts';
import { invalidRequest, noSuchUpload } from '../errors.ts';
import { wholeSeconds } from '../store/objects.ts';
import type { Upload } from '../store/uploads.ts';
import { nameEncoder } from './list-objects.ts';
import { receiveFile } from './put-object.ts';

/** Service limits. */
const MOST_PARTS = 10_000;
const PAGE = 1000;

function readChecksum(headers: Record<string, string>): Upload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  const asked = headers['x-amz-checksum-type'];
  if (name === undefined) {
    if (asked !== undefined) throw invalidRequest('x-amz-checksum-type needs x-amz-checksum-algorithm.');
    return undefined;
  }
  const algorithm = algorithmOf(name, 'x-amz-checksum-algorithm');
  const type = asked ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const possible =
    (type === 'FULL_OBJECT' && algorithm.startsWith('CRC')) || (type === 'COMPOSITE' && algorithm !== 'CRC64NVME');
  if (!possible)
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`);
  return { algorithm, type: type as 'FULL_OBJECT' | 'COMPOSITE' };
}

export function createUpload(call: Call) {
  const { bucket, key, headers, store } = call;
  const checksum = readChecksum(headers);
  const upload = store.uploads.create({
    ...readDescription(headers),
    bucket,
    key,
    created: call.now.getTime(),
    checksum,
  });
  answerXml(
    call,
    'InitiateMultipartUploadResult',
    { Bucket: bucket, Key: key, UploadId: upload.id },
    checksum && { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type },
  );
}

/** The upload that the query names. Throws NoSuchUpload. */
export function findUpload({ query, store, bucket, key }: Call): Upload {
  const id = query.get('uploadId') ?? '';
  const upload = store.uploads.get(id, bucket, key);
  if (!upload) throw noSuchUpload(id);
  return upload;
}

/** The same while it is not completed. */
export function findOpenUpload(call: Call): Upload {
  const upload = findUpload(call);
  if (upload.result) throw noSuchUpload(upload.id);
  return upload;
}

export function readPartNumber(call: Call): number {
  const number = readNumber(call, 'partNumber', { fallback: 0, least: 1, most: MOST_PARTS });
  if (number === 0) throw invalidRequest(`partNumber must be a number from 1 to ${MOST_PARTS}.`);
  return number;
}

function checkAlgorithm(expected: Algorithm, actual: Algorithm | undefined) {
  if (actual === expected) return;
  const [wanted, given] = [expected.toLowerCase(), actual?.toLowerCase() ?? 'null'];
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${wanted}, actual checksum Type: ${given}`,
  );
}

export async function uploadPart(call: Call) {
  const { store } = call;
  const number = readPartNumber(call);
  const expected = findOpenUpload(call).checksum;
  // The parts of a COMPOSITE bring their checksums, those of a FULL_OBJECT need not.
  const ownAccount = expected?.type === 'FULL_OBJECT' ? expected.algorithm : undefined;
  const { md5, checksum } = await receiveFile(call, ownAccount, (received) => {
    const { size, md5: etag, file } = received;
    if (expected) checkAlgorithm(expected.algorithm, received.checksum?.algorithm);
    // The upload may have ended while the part was on its way.
    const { id } = findOpenUpload(call);
    const modified = wholeSeconds(call.now);
    store.uploads.putPart(id, { number, size, etag, modified, file, checksum: received.checksum });
    return received;
  });
  const { 'x-amz-checksum-type': _, ...shown } = checksumHeaders(checksum);
  answer(call, 200, { etag: quoted(md5), ...shown });
}

export function abortUpload(call: Call) {
  call.store.uploads.abort(findOpenUpload(call).id);
  answer(call, 204);
}

export function listParts(call: Call) {
  const upload = findOpenUpload(call);
  const most = Math.min(readNumber(call, 'max-parts', { fallback: PAGE, least: 0, most: 2 ** 31 - 1 }), PAGE);
  const marker = readNumber(call, 'part-number-marker', { fallback: 0, least: 0, most: 2 ** 31 - 1 });
  const behind = call.store.uploads.parts(upload.id).filter((part) => part.number > marker);
  const shown = behind.slice(0, most);
  answerXml(call, 'ListPartsResult', {
    Bucket: call.bucket,
    Key: call.key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: shown.at(-1)?.number ?? marker,
    MaxParts: most,
    IsTruncated: behind.length > shown.length,
    StorageClass: 'STANDARD',
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
    Part: shown.map(({ number, size, etag, modified, checksum }) => {
      const { ChecksumType: _, ...elements } = checksumElements(checksum);
      const lastModified = new Date(modified).toISOString();
      return { PartNumber: number, LastModified: lastModified, ETag: quoted(etag), Size: size, ...elements };
    }),
  });
}

export function listUploads(call: Call) {
  const { query, bucket, store } = call;
  const prefix = query.get('prefix') ?? '';
  const key = query.get('key-marker') ?? '';
  // Without an upload id the marker is behind every upload of its key.
  const id = query.get('upload-id-marker') ?? (key === '' ? '' : '\u{10FFFF}');
  const most = Math.min(readNumber(call, 'max-uploads', { fallback: PAGE, least: 1, most: 2 ** 31 - 1 }), PAGE);
  const found = store.uploads
    .list(bucket, prefix, { key, id }, most + 1)
    .filter((upload) => upload.key.startsWith(prefix));
  const shown = found.slice(0, most);
  const last = found.length > most ? shown.at(-1) : undefined;
  const encode = nameEncoder(call);
  answerXml(call, 'ListMultipartUploadsResult', {
    Bucket: bucket,
    KeyMarker: encode(key),
    UploadIdMarker: query.get('upload-id-marker') ?? '',
    NextKeyMarker: last && encode(last.key),
    NextUploadIdMarker: last?.id,
    Prefix: encode(prefix),
    MaxUploads: most,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: last !== undefined,
    Upload: shown.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      StorageClass: 'STANDARD',
      Initiated: new Date(upload.created).toISOString(),
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    })),
  });
}
