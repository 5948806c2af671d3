import { createHash, createSecretKey } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunkSignatures } from '../signature/chunks.ts';
import { decodeChunks } from './body/aws-chunked.ts';
import { ALGORITHMS, type Algorithm, hasher, POLYNOMIALS } from './checksums/algorithms.ts';
import { combineCrc } from './checksums/crc.ts';
import { BUCKET, noise, type RunningS3, refusal, startS3 } from './fixture.ts';

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
});
afterAll(() => running.stop());

const put = (Key: string, more: Partial<PutObjectCommandInput>, tamper?: (headers: Record<string, string>) => void) => {
  const client = running.client();
  if (tamper)
    // After the checksum and before the signature.
    client.middlewareStack.add(
      (next) => (args) => {
        tamper((args.request as { headers: Record<string, string> }).headers);
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
  return client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: '123456789', ...more }));
};
const absent = async (Key: string) =>
  expect(await refusal(running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key })))).toMatchObject({ status: 404 });

// The check values of the CRC catalogue (reveng.sourceforge.io) and the digests of "123456789".
const CHECK = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: createHash('sha1').update('123456789').digest('hex'),
  SHA256: createHash('sha256').update('123456789').digest('hex'),
};

describe('checksums', () => {
  it.each(ALGORITHMS)('%s has its check value, in one piece and in many', (algorithm) => {
    const one = hasher(algorithm);
    one.update(Buffer.from('123456789'));
    expect(one.digest().toString('hex')).toBe(CHECK[algorithm]);
    const data = noise(1000);
    const whole = hasher(algorithm);
    whole.update(data);
    const pieces = hasher(algorithm);
    for (let at = 0; at < data.length; at += 37) pieces.update(data.subarray(at, at + 37));
    expect(pieces.digest()).toEqual(whole.digest());
  });

  it.each(Object.entries(POLYNOMIALS))('%s of a whole comes of its parts’', (name, polynomial) => {
    const digest = (data: Buffer) => {
      const hash = hasher(name as Algorithm);
      hash.update(data);
      return hash.digest();
    };
    const data = noise(100_003);
    for (const at of [0, 1, 8, 65_536, data.length]) {
      const [a, b] = [data.subarray(0, at), data.subarray(at)];
      expect(combineCrc(polynomial, digest(a), digest(b), b.length)).toEqual(digest(data));
    }
  });

  it.each(ALGORITHMS)('%s is checked, kept and shown with ChecksumMode only', async (algorithm) => {
    const value = Buffer.from(CHECK[algorithm], 'hex').toString('base64');
    const name = `Checksum${algorithm}`;
    expect(await put(algorithm, { [name]: value })).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    const head = (more = {}) => running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: algorithm, ...more }));
    expect(await head({ ChecksumMode: 'ENABLED' })).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    const plain = running.client({ responseChecksumValidation: 'WHEN_REQUIRED' });
    expect(await plain.send(new HeadObjectCommand({ Bucket: BUCKET, Key: algorithm }))).not.toHaveProperty(name);
    const wrong = `${value[0] === 'A' ? 'B' : 'A'}${value.slice(1)}`;
    expect(await refusal(put('wrong', { [name]: wrong }))).toEqual({ code: 'BadDigest', status: 400 });
    expect(await refusal(put('wrong', { [name]: 'AAA=' }))).toEqual({ code: 'InvalidRequest', status: 400 });
    await absent('wrong');
  });

  it('Content-MD5 is checked', async () => {
    const md5 = (data: string) => createHash('md5').update(data).digest('base64');
    await put('md5', { ContentMD5: md5('123456789') });
    expect(await refusal(put('wrong', { ContentMD5: md5('other') }))).toEqual({ code: 'BadDigest', status: 400 });
    expect(await refusal(put('wrong', { ContentMD5: 'AAAA' }))).toEqual({ code: 'InvalidDigest', status: 400 });
    await absent('wrong');
  });
});

describe('the body', () => {
  it('must be the one that was signed', async () => {
    const tamper = (headers: Record<string, string>) => {
      headers['x-amz-content-sha256'] = CHECK.SHA256.replace(/^./, (first) => (first === '0' ? '1' : '0'));
    };
    expect(await refusal(put('wrong', {}, tamper))).toEqual({ code: 'XAmzContentSHA256Mismatch', status: 400 });
    await absent('wrong');
  });

  it('streams in as aws-chunked with a checksum behind it', async () => {
    const data = noise(700_000);
    const Body = Readable.from([data.subarray(0, 100_000), data.subarray(100_000)]);
    const more = { ContentLength: data.length, ContentEncoding: 'gzip' };
    await put('streamed', { Body, ...more, ChecksumAlgorithm: 'CRC32C' });
    const got = await running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'streamed' }));
    expect(got.ContentEncoding).toBe('gzip');
    expect(Buffer.compare(await got.Body!.transformToByteArray(), data)).toBe(0);
  });

  it.each([
    ['deflate, gzip', 'deflate, gzip'],
    ['aws-chunked, gzip', 'gzip'],
    ['gzip,aws-chunked', 'gzip'],
    ['aws-chunked', undefined],
  ])('keeps of Content-Encoding %s: %s', async (ContentEncoding, kept) => {
    await put('encoded', { ContentEncoding });
    const head = await running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'encoded' }));
    expect(head.ContentEncoding).toBe(kept);
  });

  it('leaves nothing when the caller goes away in the middle', async () => {
    const abort = new AbortController();
    const Body = Readable.from(
      (async function* () {
        yield noise(600_000);
        abort.abort();
        yield noise(600_000);
      })(),
    );
    const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'wrong', Body, ContentLength: 1_200_000 });
    await expect(running.s3.send(command, { abortSignal: abort.signal })).rejects.toThrow();
    await absent('wrong');
  });
});

describe('signed chunks', () => {
  const seed = {
    signingKey: createSecretKey(Buffer.from('key')),
    time: '20130524T000000Z',
    scope: 'scope',
    signature: '0'.repeat(64),
  };
  const SHA = (data: string) => createHash('sha256').update(data).digest('hex');

  const decode = async (wire: string, step: number, signatures?: ReturnType<typeof chunkSignatures>) => {
    const trailers = new Map<string, string>();
    const buffers = function* () {
      for (let at = 0; at < wire.length; at += step) yield Buffer.from(wire.slice(at, at + step));
    };
    let text = '';
    for await (const data of decodeChunks(Readable.from(buffers()), trailers, signatures)) text += data.toString();
    return { text, trailers };
  };

  it.each([1, 3, 7, 1000])('are decoded from buffers of %i bytes', async (step) => {
    const { text, trailers } = await decode(
      '5\r\nhello\r\nA\r\n, chunked!\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      step,
    );
    expect(text).toBe('hello, chunked!');
    expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
  });

  it.each([
    ['no size', 'hello\r\n'],
    ['a longer chunk', '2\r\nhello\r\n0\r\n\r\n'],
    ['an early end', '5\r\nhel'],
    ['no last chunk', '5\r\nhello\r\n'],
  ])('are refused with %s', async (_, wire) => {
    await expect(decode(wire, 4)).rejects.toMatchObject({ code: 'IncompleteBody' });
  });

  it('are refused when data or signature was changed', async () => {
    const seen: string[] = [];
    const recording = { chunk: (sha256: string) => void seen.push(sha256), trailer: () => undefined };
    await decode(
      `5;chunk-signature=${'1'.repeat(64)}\r\nhello\r\n0;chunk-signature=${'2'.repeat(64)}\r\n\r\n`,
      2,
      recording,
    );
    expect(seen).toEqual([SHA('hello'), SHA('')]);
    const wire = `5;chunk-signature=${'1'.repeat(64)}\r\nhello\r\n0;chunk-signature=${'2'.repeat(64)}\r\n\r\n`;
    await expect(decode(wire, 9, chunkSignatures(seed))).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    await expect(decode('5\r\nhello\r\n0\r\n\r\n', 9, chunkSignatures(seed))).rejects.toMatchObject({ status: 403 });
  });
});
