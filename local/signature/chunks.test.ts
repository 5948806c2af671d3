import { expect, it } from 'vitest';
import { chunkSignatures } from './chunks.ts';
import { hmac, sha256Hex, signingKey } from './key.ts';

// The example of the S3 documentation: 66,560 bytes of "a" in chunks of 64 KiB, 1 KiB and 0.
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const verified = {
  signingKey: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope),
  time: '20130524T000000Z',
  scope: '20130524/us-east-1/s3/aws4_request',
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const CHUNKS = [
  [65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
] as const;
const data = (bytes: number) => sha256Hex('a'.repeat(bytes));

it('accepts the chunks of the documentation, in their order', () => {
  const signatures = chunkSignatures(verified);
  for (const [bytes, signature] of CHUNKS) signatures.chunk(data(bytes), signature);
  const [first, second] = CHUNKS;
  expect(() => chunkSignatures(verified).chunk(data(second[0]), second[1])).toThrow(
    /SignatureDoesNotMatch|does not match/,
  );
  expect(() => chunkSignatures(verified).chunk(data(first[0] - 1), first[1])).toThrow(/does not match/);
  expect(() => chunkSignatures(verified).chunk(data(first[0]), undefined)).toThrow(/does not match/);
});

it('checks the trailer against the last chunk', () => {
  const lines = 'x-amz-checksum-crc32:AAAAAA==\n';
  const after = (last: string) =>
    hmac(
      verified.signingKey,
      ['AWS4-HMAC-SHA256-TRAILER', verified.time, verified.scope, last, sha256Hex(lines)].join('\n'),
    ).toString('hex');
  const start = () => {
    const signatures = chunkSignatures(verified);
    signatures.chunk(data(CHUNKS[0][0]), CHUNKS[0][1]);
    return signatures;
  };
  start().trailer(lines, after(CHUNKS[0][1]));
  expect(() => start().trailer(lines.replace('AAAA', 'BBBB'), after(CHUNKS[0][1]))).toThrow(/does not match/);
  expect(() => start().trailer(lines, after(verified.signature))).toThrow(/does not match/);
});
