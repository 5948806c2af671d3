import { invalidRequest, S3Error } from '../errors.ts';
import { ALGORITHMS, type Algorithm, checksumHeader, DIGEST_BYTES } from './algorithms.ts';

/** What a request says about its body; `value` is undefined until the trailer came. */
export type DeclaredChecksum = { algorithm: Algorithm; value: string | undefined };

/** Throws InvalidRequest when `value` is not the base64 of a digest of that length. */
export function checkFormat(algorithm: Algorithm, value: string) {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== DIGEST_BYTES[algorithm] || bytes.toString('base64') !== value)
    throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}

/** The algorithm that a header's value names. Throws InvalidRequest naming the header. */
export function algorithmOf(name: string, header: string): Algorithm {
  const algorithm = ALGORITHMS.find((known) => known === name.toUpperCase());
  if (!algorithm) throw invalidRequest(`The value specified in the ${header} header is not supported: ${name}.`);
  return algorithm;
}

const TRAILER = /^x-amz-checksum-(.+)$/;

/** The checksum in the headers, or the one that `x-amz-trailer` announces. Throws InvalidRequest for two or a bad one. */
export function declaredChecksum(headers: Record<string, string>): DeclaredChecksum | undefined {
  const given = ALGORITHMS.filter((algorithm) => headers[checksumHeader(algorithm)] !== undefined);
  const announced = TRAILER.exec(headers['x-amz-trailer']?.trim() ?? '')?.[1];
  if (given.length + (announced === undefined ? 0 : 1) > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  if (announced !== undefined) return { algorithm: algorithmOf(announced, 'x-amz-trailer'), value: undefined };
  const algorithm = given[0];
  if (algorithm === undefined) return undefined;
  const value = headers[checksumHeader(algorithm)]!;
  checkFormat(algorithm, value);
  return { algorithm, value };
}

/** Content-MD5 as hex, undefined without. Throws InvalidDigest. */
export function declaredMd5(headers: Record<string, string>): string | undefined {
  const value = headers['content-md5'];
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16) throw new S3Error('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.');
  return bytes.toString('hex');
}

export const badDigest = (name: string) =>
  new S3Error('BadDigest', 400, `The ${name} you specified did not match the calculated checksum.`);
