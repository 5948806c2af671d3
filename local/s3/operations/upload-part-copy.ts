import { answerXml, type Call } from '../call.ts';
import { checksumElements, quoted } from '../description.ts';
import { invalidArgument } from '../errors.ts';
import type { Stretch } from '../ranges.ts';
import { wholeSeconds } from '../store/objects.ts';
import { COPY_SOURCE, copyBytes, findSource } from './copy-source.ts';
import { findOpenUpload, readPartNumber } from './multipart.ts';

const RANGE = `${COPY_SOURCE}-range`;

/** Stricter than a GET's: both ends, and both within the source. Throws InvalidArgument. */
function readStretch(header: string | undefined, size: number): Stretch {
  if (header === undefined) return { start: 0, end: size };
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]) + 1;
  if (!match || start >= end)
    throw invalidArgument(RANGE, header, `The ${RANGE} value must be of the form bytes=first-last.`);
  if (end <= size) return { start, end };
  throw invalidArgument(RANGE, header, `Range specified is not valid for source object of size: ${size}`);
}

/** A part whose bytes are those of an object that is already there. */
export async function uploadPartCopy(call: Call) {
  const number = readPartNumber(call);
  const upload = findOpenUpload(call);
  const source = findSource(call);
  const stretch = readStretch(call.headers[RANGE], source.size);
  const modified = wholeSeconds(call.now);
  const { etag, checksum } = await copyBytes(call, source, stretch, upload.checksum?.algorithm, (copied) => {
    // The upload may have ended meanwhile.
    call.store.uploads.putPart(findOpenUpload(call).id, { number, modified, ...copied });
    return copied;
  });
  const { ChecksumType: _, ...shown } = checksumElements(checksum);
  answerXml(call, 'CopyPartResult', {
    LastModified: new Date(modified).toISOString(),
    ETag: quoted(etag),
    ...shown,
  });
}
