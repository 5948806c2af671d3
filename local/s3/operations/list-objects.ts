import { answerXml, type Call, readNumber } from '../call.ts';
import { quoted } from '../description.ts';
import { invalidArgument } from '../errors.ts';
import { listPage } from '../listing.ts';

/** Most entries of a page (service limit); more is cut to it, silently as in S3. */
const PAGE = 1000;

/** `encoding-type=url`: keys may hold what XML cannot. */
export function nameEncoder(call: Call): (name: string) => string {
  const type = call.query.get('encoding-type');
  if (type === null) return (name) => name;
  if (type !== 'url') throw invalidArgument('encoding-type', type, 'Invalid Encoding Method specified in Request');
  return (name) => encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function readPage(call: Call, after: string) {
  const { bucket, query, store } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(readNumber(call, 'max-keys', { fallback: PAGE, least: 0, most: 2 ** 31 - 1 }), PAGE);
  const page = listPage(store.objects, { bucket, prefix, delimiter, after, most });
  const encode = nameEncoder(call);
  const owner = query.get('fetch-owner') === 'true' ? { ID: 'tessera' } : undefined;
  const elements = {
    Name: bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: most,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map(({ key, size, etag, modified }) => ({
      Key: encode(key),
      LastModified: new Date(modified).toISOString(),
      ETag: quoted(etag),
      Size: size,
      Owner: owner,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  };
  return { page, encode, elements };
}

/** A continuation token is the last name of the page before. */
export const writeToken = (name: string) => Buffer.from(name).toString('base64url');

/** Throws InvalidArgument for what `writeToken` did not write. */
export function readToken(token: string): string {
  const after = Buffer.from(token, 'base64url').toString('utf8');
  if (after !== '' && Buffer.from(after).toString('base64url') === token) return after;
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
}

export function listObjectsV2(call: Call) {
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after');
  const { page, encode, elements } = readPage(call, token === null ? (startAfter ?? '') : readToken(token));
  answerXml(call, 'ListBucketResult', {
    ...elements,
    KeyCount: page.objects.length + page.prefixes.length,
    StartAfter: startAfter === null ? undefined : encode(startAfter),
    ContinuationToken: token ?? undefined,
    NextContinuationToken: page.next === undefined ? undefined : writeToken(page.next),
  });
}

export function listObjectsV1(call: Call) {
  const marker = call.query.get('marker') ?? '';
  const { page, encode, elements } = readPage(call, marker);
  // As in S3: without a delimiter the next marker is the last key of the page, and not said.
  const said = page.next !== undefined && elements.Delimiter !== undefined;
  answerXml(call, 'ListBucketResult', {
    ...elements,
    Marker: encode(marker),
    NextMarker: said ? encode(page.next!) : undefined,
  });
}
