import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { CRC32, CRC32C, CRC64NVME, combineCrc, crc, type Polynomial } from './crc.ts';

/** As S3 names them; the header is `x-amz-checksum-` and the name in lower case. */
export const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** `value` is base64; that of a COMPOSITE ends in `-N`, the number of its parts. */
export type Checksum = { algorithm: Algorithm; value: string; type: 'FULL_OBJECT' | 'COMPOSITE' };

export type Hasher = { update(data: Buffer): unknown; digest(): Buffer };

export const DIGEST_BYTES: Record<Algorithm, number> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };
export const POLYNOMIALS: Partial<Record<Algorithm, Polynomial>> = { CRC32, CRC32C, CRC64NVME };

export const checksumHeader = (algorithm: Algorithm) => `x-amz-checksum-${algorithm.toLowerCase()}`;

export function hasher(algorithm: Algorithm): Hasher {
  if (algorithm === 'SHA1' || algorithm === 'SHA256') return createHash(algorithm.toLowerCase());
  if (algorithm !== 'CRC32') return crc(POLYNOMIALS[algorithm]!);
  let value = 0;
  return {
    update: (data) => {
      value = crc32(data, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

/** The checksum of a whole multipart object from its parts' (base64). */
export function combine(
  algorithm: Algorithm,
  type: Checksum['type'],
  parts: { value: string; size: number }[],
): Checksum {
  const digests = parts.map((part) => Buffer.from(part.value, 'base64'));
  if (type === 'COMPOSITE') {
    const hash = hasher(algorithm);
    for (const digest of digests) hash.update(digest);
    return { algorithm, type, value: `${hash.digest().toString('base64')}-${parts.length}` };
  }
  const polynomial = POLYNOMIALS[algorithm]!;
  const sum = digests
    .slice(1)
    .reduce<Buffer>((a, b, index) => combineCrc(polynomial, a, b, parts[index + 1]!.size), digests[0]!);
  return { algorithm, type, value: sum.toString('base64') };
}
