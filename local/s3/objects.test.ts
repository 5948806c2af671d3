import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, IS_OURS, noise, type RunningS3, refusal, startS3 } from './fixture.ts';

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
});
afterAll(() => running.stop());

const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  running.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ...more }));
const get = (Key: string, more = {}) => running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key, ...more }));
const head = (Key: string, more = {}) => running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key, ...more }));
const text = async (Key: string, more = {}) => (await get(Key, more)).Body!.transformToString();

async function filesOnDisk(): Promise<number> {
  const folders = await readdir(join(running.own.directory, 'data'), { recursive: true, withFileTypes: true });
  return folders.filter((entry) => entry.isFile()).length;
}

describe('an object', () => {
  it('comes back with its bytes, headers and metadata', async () => {
    const ETag = `"${createHash('md5').update('hello').digest('hex')}"`;
    const kept = {
      ContentType: 'text/plain',
      CacheControl: 'max-age=5',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentLanguage: 'en',
      ContentEncoding: 'identity',
      Metadata: { map: 'm1' },
    };
    const stored = await put('shots/a b+ü/1.txt', 'hello', kept);
    expect(stored).toMatchObject({ ETag, ChecksumCRC32: 'NhCmhg==' });
    const got = await get('shots/a b+ü/1.txt');
    expect(got).toMatchObject({ ...kept, ETag, ContentLength: 5, AcceptRanges: 'bytes' });
    expect(await got.Body!.transformToString()).toBe('hello');
    expect(await head('shots/a b+ü/1.txt')).toMatchObject({ ...kept, ETag, ContentLength: 5 });
  });

  it('of many megabytes streams in and out unchanged', async () => {
    const data = noise(3_000_001);
    await put('large', data);
    const back = await (await get('large')).Body!.transformToByteArray();
    expect(Buffer.compare(back, data)).toBe(0);
    const part = await (await get('large', { Range: 'bytes=262143-1500000' })).Body!.transformToByteArray();
    expect(Buffer.compare(part, data.subarray(262_143, 1_500_001))).toBe(0);
  });

  it('of no bytes is an object', async () => {
    await put('empty', '');
    expect(await text('empty')).toBe('');
    expect(await refusal(get('empty', { Range: 'bytes=0-' }))).toEqual({ code: 'InvalidRange', status: 416 });
  });

  it.runIf(IS_OURS)('is replaced and deleted with its file', async () => {
    const before = await filesOnDisk();
    await put('once', 'first');
    await put('once', 'second');
    expect(await filesOnDisk()).toBe(before + 1);
    await running.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'once' }));
    expect(await filesOnDisk()).toBe(before);
    expect(await refusal(get('once'))).toEqual({ code: 'NoSuchKey', status: 404 });
    expect(await refusal(head('once'))).toMatchObject({ status: 404 });
    await running.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'once' }));
  });

  it('takes the headers that a signed GET overrides', async () => {
    await put('override', 'x', { ContentType: 'text/plain' });
    expect(await get('override', { ResponseContentType: 'image/png', ResponseCacheControl: 'no-store' })).toMatchObject(
      {
        ContentType: 'image/png',
        CacheControl: 'no-store',
      },
    );
  });

  it.each([
    ['a key above 1,024 bytes', { Key: 'ü'.repeat(513) }, 'KeyTooLongError', 400],
    ['metadata above 2 KB', { Metadata: { a: 'x'.repeat(2048) } }, 'MetadataTooLarge', 400],
    ['a bucket that is not there', { Bucket: 'nowhere' }, 'NoSuchBucket', 404],
  ])('is refused with %s', async (_, more, code, status) => {
    expect(await refusal(put('refused', 'x', more))).toEqual({ code, status });
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-3', 'abcd', 'bytes 0-3/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
    ['bytes=5-3', 'abcdefghij', undefined],
    ['bytes=0-1,3-4', 'abcdefghij', undefined],
  ])('%s', async (Range, expected, ContentRange) => {
    await put('range', 'abcdefghij');
    const got = await get('range', { Range });
    expect(got.ContentRange).toBe(ContentRange);
    expect(got.$metadata.httpStatusCode).toBe(ContentRange ? 206 : 200);
    expect(await got.Body!.transformToString()).toBe(expected);
  });

  it.each(['bytes=10-', 'bytes=-0'])('%s is not satisfiable', async (Range) => {
    await put('range', 'abcdefghij');
    expect(await refusal(get('range', { Range }))).toEqual({ code: 'InvalidRange', status: 416 });
  });
});

describe('conditions', () => {
  const YEAR = 365 * 24 * 3600 * 1000;

  it('of a read answer 304 with the ETag, 412, or the object', async () => {
    const { ETag } = await put('condition', 'x');
    const past = new Date(Date.now() - YEAR);
    const future = new Date(Date.now() + YEAR);
    for (const unchanged of [{ IfNoneMatch: ETag }, { IfNoneMatch: '*' }, { IfModifiedSince: future }])
      expect(await get('condition', unchanged).catch((error) => error)).toMatchObject({
        $metadata: { httpStatusCode: 304 },
        $response: { headers: { etag: ETag } },
      });
    for (const failed of [{ IfMatch: '"0"' }, { IfUnmodifiedSince: past }])
      expect(await refusal(get('condition', failed))).toEqual({ code: 'PreconditionFailed', status: 412 });
    for (const met of [
      { IfMatch: ETag, IfUnmodifiedSince: past },
      { IfNoneMatch: '"0"', IfModifiedSince: future },
    ])
      expect(await text('condition', met)).toBe('x');
  });

  it('of a write keep what is there', async () => {
    const { ETag } = await put('write', 'first', { IfNoneMatch: '*' });
    expect(await refusal(put('write', 'second', { IfNoneMatch: '*' }))).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    });
    expect(await refusal(put('write', 'second', { IfMatch: '"0"' }))).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    });
    expect(await refusal(put('write', 'second', { IfNoneMatch: ETag }))).toEqual({
      code: 'NotImplemented',
      status: 501,
    });
    expect(await refusal(put('absent', 'x', { IfMatch: ETag }))).toEqual({ code: 'NoSuchKey', status: 404 });
    expect(await text('write')).toBe('first');
    await put('write', 'third', { IfMatch: ETag });
    expect(await text('write')).toBe('third');
  });

  it('let one of many writers create an object', async () => {
    const writers = Array.from({ length: 8 }, (_, i) => put('race', `${i}`, { IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('DeleteObjects', () => {
  const remove = (keys: string[], Quiet = false) =>
    running.s3.send(
      new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Quiet, Objects: keys.map((Key) => ({ Key })) } }),
    );

  it('deletes every key, absent ones and odd names included', async () => {
    const keys = ['d/<&>"\'.txt', 'd/ü', 'd/ leading and trailing '];
    for (const key of keys) await put(key, 'x');
    const { Deleted, Errors } = await remove([...keys, 'd/absent']);
    expect([Deleted!.map(({ Key }) => Key), Errors]).toEqual([[...keys, 'd/absent'], undefined]);
    for (const key of keys) expect(await refusal(get(key))).toMatchObject({ status: 404 });
    expect((await remove(['d/absent'], true)).Deleted).toBeUndefined();
  });

  it('takes 1 to 1,000 keys', async () => {
    const malformed = { code: 'MalformedXML', status: 400 };
    expect(await refusal(remove([]))).toEqual(malformed);
    expect(await refusal(remove(Array.from({ length: 1001 }, (_, i) => `k${i}`)))).toEqual(malformed);
  });
});
