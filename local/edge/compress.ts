/** Compression at the edge, by CloudFront's rules ("Serve compressed files"). */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Entry } from './cache.ts';

const TYPES =
  /^(text\/|application\/(javascript|json|xml|wasm|manifest\+json|.*\+json|.*\+xml|vnd\.ms-fontobject)|image\/svg\+xml|font\/(ttf|otf))/i;
const LEAST_BYTES = 1_000;
const MOST_BYTES = 10_000_000;

/** Brotli's default quality 11 takes a second for a megabyte; 5 compresses like gzip's best and is fast. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const COMPRESSORS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, QUALITY),
  gzip: (body: Buffer) => promisify(gzip)(body),
};
export type Encoding = keyof typeof COMPRESSORS;

/** The encoding to answer with; undefined: as it is. `offered` are the policy's. */
export const chooseEncoding = (entry: Entry, acceptEncoding: string, offered: Encoding[]): Encoding | undefined => {
  const { headers, body, status } = entry;
  if (status !== 200 || 'content-encoding' in headers || !TYPES.test(String(headers['content-type']))) return undefined;
  if (body.length < LEAST_BYTES || body.length > MOST_BYTES) return undefined;
  const accepted = acceptEncoding
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]!.trim());
  return offered.find((encoding) => accepted.includes(encoding));
};

export const compressed = async (entry: Entry, encoding: Encoding): Promise<Buffer> => {
  const known = entry.encoded.get(encoding);
  if (known) return known;
  const body = await COMPRESSORS[encoding](entry.body);
  entry.encoded.set(encoding, body);
  return body;
};
