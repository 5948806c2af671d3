/** An object's headers and metadata, as they come with a write and as they go out with a read. */
import type { OutgoingHttpHeaders } from 'node:http';
import { type Checksum, checksumHeader } from './checksums/algorithms.ts';
import { notImplemented, S3Error } from './errors.ts';
import type { Description, StoredObject } from './store/objects.ts';

/** Headers that are kept with an object and given back; `response-…` parameters override them. */
export const KEPT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const META = 'x-amz-meta-';

/** User metadata: names and values together (service limit). */
const METADATA_BYTES = 2048;

/** Headers that would change what an object is; `harmless` is the value that changes nothing. */
const REFUSED: { header: RegExp; harmless?: RegExp }[] = [
  { header: /^x-amz-acl$/, harmless: /^(private|bucket-owner-full-control)$/ },
  { header: /^x-amz-grant-/ },
  { header: /^x-amz-object-lock-/ },
  { header: /^x-amz-server-side-encryption$/, harmless: /^AES256$/ },
  { header: /^x-amz-(copy-source-)?server-side-encryption-/ },
  { header: /^x-amz-storage-class$/, harmless: /^STANDARD$/ },
  { header: /^x-amz-tagging(-directive)?$/ },
  { header: /^x-amz-website-redirect-location$/ },
];

/** Throws NotImplemented for a header that asks for something this server does not have. */
export function refuseUnknownHeaders(headers: Record<string, string>) {
  for (const [name, value] of Object.entries(headers))
    for (const { header, harmless } of REFUSED)
      if (header.test(name) && !harmless?.test(value)) throw notImplemented(`the header ${name}: ${value}`);
}

/** aws-chunked is how the body travelled, not how the object is encoded; the rest stays as it was written. */
function withoutChunked(encoding: string): string {
  const tokens = encoding.split(',');
  const kept = tokens.filter((token) => token.trim() !== 'aws-chunked');
  return kept.length === tokens.length ? encoding : kept.join(',').trim();
}

export function readDescription(headers: Record<string, string>): Description {
  const kept = Object.fromEntries(KEPT_HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
  const encoding = withoutChunked(kept['content-encoding'] ?? '');
  if (encoding) kept['content-encoding'] = encoding;
  else delete kept['content-encoding'];
  kept['content-type'] ??= 'binary/octet-stream';
  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(META)) continue;
    metadata[name.slice(META.length)] = value;
    bytes += name.length - META.length + value.length;
  }
  if (bytes > METADATA_BYTES)
    throw new S3Error('MetadataTooLarge', 400, 'Your metadata headers exceed the maximum allowed metadata size', {
      fields: { Size: bytes, MaxSizeAllowed: METADATA_BYTES },
    });
  return { headers: kept, metadata };
}

export const quoted = (etag: string) => `"${etag}"`;

/** The headers of a GET or HEAD, but for the length and the range. */
export function describe(object: StoredObject): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    ...object.headers,
    etag: quoted(object.etag),
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-server-side-encryption': 'AES256',
  };
  for (const [name, value] of Object.entries(object.metadata)) headers[META + name] = value;
  return headers;
}

export const checksumHeaders = (checksum: Checksum | undefined): OutgoingHttpHeaders =>
  checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};

/** The same as elements of a result document. */
export const checksumElements = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } : {};
