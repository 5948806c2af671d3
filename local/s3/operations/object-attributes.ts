import { S3_ACTIONS } from '../../iam/api-calls.ts';
import { answerXml, type Call, toNumber } from '../call.ts';
import { checksumElements } from '../description.ts';
import { invalidArgument } from '../errors.ts';
import type { StoredObject } from '../store/objects.ts';
import { findObject } from './get-object.ts';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
const HEADER = 'x-amz-object-attributes';

/** Most parts of one answer (service limit). */
const PAGE = 1000;

function readAttributes(header = ''): Set<string> {
  const asked = header.split(',').map((name) => name.trim());
  if (asked.every((name) => ATTRIBUTES.includes(name))) return new Set(asked);
  throw invalidArgument(HEADER, header, `${HEADER} must name some of ${ATTRIBUTES.join(', ')}.`);
}

/** Only of a multipart object; its parts one by one only when they have checksums, as in S3. */
function parts({ headers }: Call, { etag, pieces, checksum }: StoredObject) {
  if (!etag.includes('-')) return undefined;
  const range = { least: 0, most: 2 ** 31 - 1 };
  const marker = toNumber('x-amz-part-number-marker', headers['x-amz-part-number-marker'], { fallback: 0, ...range });
  const asked = toNumber('x-amz-max-parts', headers['x-amz-max-parts'], { fallback: PAGE, ...range });
  const most = Math.min(asked, PAGE);
  const shown = checksum ? pieces.slice(marker, marker + most) : [];
  return {
    PartsCount: pieces.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: marker + shown.length,
    MaxParts: most,
    IsTruncated: checksum !== undefined && marker + shown.length < pieces.length,
    Part: shown.map((piece, index) => ({
      PartNumber: marker + index + 1,
      Size: piece.size,
      [`Checksum${checksum!.algorithm}`]: piece.checksum,
    })),
  };
}

/** GetObjectAttributes: what HEAD says and the parts, as a document; the ETag without quotes, as in S3. */
export function getObjectAttributes(call: Call) {
  const asked = readAttributes(call.headers[HEADER]);
  call.allow(S3_ACTIONS.GetObject, call.bucket, call.key);
  const object = findObject(call);
  const all: Record<string, unknown> = {
    ETag: object.etag,
    Checksum: object.checksum && checksumElements(object.checksum),
    ObjectParts: parts(call, object),
    StorageClass: 'STANDARD',
    ObjectSize: object.size,
  };
  const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => asked.has(name)));
  answerXml(call, 'GetObjectAttributesResponse', chosen as Parameters<typeof answerXml>[2], {
    'last-modified': new Date(object.modified).toUTCString(),
  });
}
