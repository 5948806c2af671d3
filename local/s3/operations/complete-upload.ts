import { createHash } from 'node:crypto';
import { receiveText } from '../body/receive.ts';
import { answerXml, type Call } from '../call.ts';
import { ALGORITHMS, type Checksum, checksumHeader, combine } from '../checksums/algorithms.ts';
import { badDigest } from '../checksums/declared.ts';
import { writeCondition } from '../conditions.ts';
import { checksumElements, quoted } from '../description.ts';
import { invalidRequest, malformedXml, S3Error } from '../errors.ts';
import { eventOf } from '../notifications/event.ts';
import { wholeSeconds } from '../store/objects.ts';
import type { Part, Upload } from '../store/uploads.ts';
import { itemsOf, readDocument } from '../xml.ts';
import { findUpload } from './multipart.ts';

/** Every part but the last (service limit). */
const LEAST_PART_BYTES = 5 * 1024 * 1024;

type NamedPart = Record<string, string>;

const invalidPart = (number: string, uploadId: string) =>
  new S3Error(
    'InvalidPart',
    400,
    'One or more of the specified parts could not be found, or differ from what is named.',
    {
      fields: { PartNumber: number, UploadId: uploadId },
    },
  );

/** A COMPOSITE checksum is made of checksums that the caller vouches for. Throws InvalidRequest. */
function checkNamed(named: NamedPart[], { checksum }: Upload) {
  if (checksum?.type !== 'COMPOSITE') return;
  const without = named.find((entry) => entry[`Checksum${checksum.algorithm}`] === undefined);
  if (without)
    throw invalidRequest(
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the ` +
        `checksum for each part. It was missing for part ${without.PartNumber} in the request.`,
    );
}

/** The stored parts that the document names. Throws InvalidPartOrder, InvalidPart and EntityTooSmall. */
function chooseParts(named: NamedPart[], stored: Part[], uploadId: string): Part[] {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  let previous = 0;
  const chosen = named.map((entry) => {
    const number = Number(entry.PartNumber);
    if (!Number.isInteger(number) || entry.ETag === undefined) throw malformedXml();
    if (number <= previous) throw new S3Error('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
    previous = number;
    const part = byNumber.get(number);
    const etag = entry.ETag.trim().replace(/^"(.*)"$/, '$1');
    const differs = ALGORITHMS.some((algorithm) => {
      const value = entry[`Checksum${algorithm}`];
      return value !== undefined && (part?.checksum?.algorithm !== algorithm || part.checksum.value !== value);
    });
    if (!part || part.etag !== etag || differs) throw invalidPart(entry.PartNumber!, uploadId);
    return part;
  });
  for (const part of chosen.slice(0, -1))
    if (part.size < LEAST_PART_BYTES)
      throw new S3Error('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size', {
        fields: { ProposedSize: part.size, MinSizeAllowed: LEAST_PART_BYTES, PartNumber: part.number },
      });
  return chosen;
}

function wholeChecksum(call: Call, upload: Upload, parts: Part[]): Checksum | undefined {
  const { algorithm, type } = upload.checksum ?? {};
  const whole =
    algorithm && type
      ? combine(
          algorithm,
          type,
          parts.map(({ checksum, size }) => ({ value: checksum!.value, size })),
        )
      : undefined;
  for (const known of ALGORITHMS) {
    const given = call.headers[checksumHeader(known)];
    if (given === undefined) continue;
    if (known !== algorithm) throw invalidRequest(`The upload was not created with the checksum algorithm ${known}.`);
    if (given !== whole?.value) throw badDigest(known);
  }
  return whole;
}

function answerComplete(call: Call, { etag, checksum }: NonNullable<Upload['result']>) {
  answerXml(call, 'CompleteMultipartUploadResult', {
    Location: `http://${call.headers.host}/${call.bucket}/${encodeURIComponent(call.key)}`,
    Bucket: call.bucket,
    Key: call.key,
    ETag: quoted(etag),
    ...checksumElements(checksum),
  });
}

export async function completeUpload(call: Call) {
  const { bucket, key, headers, store } = call;
  // These headers are the finished object's, not the document's.
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-')));
  const document = readDocument(await receiveText({ ...call.body, headers: own }), 'CompleteMultipartUpload');
  const items = itemsOf(document, 'Part');
  const upload = findUpload(call);
  if (upload.result) return answerComplete(call, upload.result);
  if (items.length === 0) throw malformedXml();
  const stored = store.uploads.parts(upload.id);
  checkNamed(items, upload);
  const parts = chooseParts(items, stored, upload.id);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (headers['x-amz-mp-object-size'] !== undefined && Number(headers['x-amz-mp-object-size']) !== size)
    throw invalidRequest(`The parts have ${size} bytes together, x-amz-mp-object-size says otherwise.`);
  const hash = createHash('md5');
  for (const part of parts) hash.update(part.etag, 'hex');
  const result = { etag: `${hash.digest('hex')}-${parts.length}`, checksum: wholeChecksum(call, upload, parts) };
  const pieces = parts.map(({ file, size, checksum }) => ({
    file,
    size,
    ...(result.checksum && checksum && { checksum: checksum.value }),
  }));
  const description = { headers: upload.headers, metadata: upload.metadata };
  const modified = wholeSeconds(call.now);
  store.objects.put(
    { ...description, ...result, bucket, key, size, modified, pieces },
    writeCondition(headers, key),
    eventOf(call, 'ObjectCreated:CompleteMultipartUpload'),
    () => store.uploads.complete(upload.id, result),
  );
  const used = new Set(parts);
  store.files.remove(stored.filter((part) => !used.has(part)));
  answerComplete(call, result);
}
