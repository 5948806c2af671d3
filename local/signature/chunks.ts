/**
 * Signatures inside a body of `Content-Encoding: aws-chunked` (S3 documentation, "Signature calculations for the
 * Authorization header: transferring payload in multiple chunks"): each chunk's signature covers the one before it, the
 * first covers the request's, the trailer's covers the last chunk's.
 */
import { refuse } from './errors.ts';
import { hmac, sha256Hex } from './key.ts';
import type { Verified } from './verify.ts';

const EMPTY = sha256Hex('');

export type ChunkSignatures = {
  /** Throws SignatureDoesNotMatch when `signature` is not the next chunk's. `sha256`: hex, of the chunk's data. */
  chunk(sha256: string, signature: string | undefined): void;
  /** The same for the trailing headers, each as `name:value\n`. */
  trailer(lines: string, signature: string | undefined): void;
};

export function chunkSignatures(
  verified: Pick<Verified, 'signingKey' | 'time' | 'scope' | 'signature'>,
): ChunkSignatures {
  let previous = verified.signature;
  const check = (signature: string | undefined, kind: string, ...hashes: string[]) => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, verified.time, verified.scope, previous, ...hashes].join('\n');
    const expected = hmac(verified.signingKey, text).toString('hex');
    if (signature !== expected) throw refuse('s3', 'mismatch', `(${kind.toLowerCase()} of a streamed body)`);
    previous = expected;
  };
  return {
    chunk: (sha256, signature) => check(signature, 'PAYLOAD', EMPTY, sha256),
    trailer: (lines, signature) => check(signature, 'TRAILER', sha256Hex(lines)),
  };
}
