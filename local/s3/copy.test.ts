import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, noise, type RunningS3, refusal, startS3 } from './fixture.ts';

const MiB = 1024 * 1024;

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
});
afterAll(() => running.stop());

const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  running.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ...more }));
const head = (Key: string, more = {}) => running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key, ...more }));
const bytes = async (Key: string) => {
  const { Body } = await running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  return Buffer.from(await Body!.transformToByteArray());
};

describe('a copy', () => {
  const copy = (Key: string, source: string, more = {}) =>
    running.s3.send(
      new CopyObjectCommand({ Bucket: BUCKET, Key, CopySource: encodeURI(`${BUCKET}/${source}`), ...more }),
    );

  it('keeps or replaces the metadata', async () => {
    const { ETag } = await put('from ü', 'copied', { Metadata: { a: '1' }, ContentType: 'text/plain' });
    expect((await copy('to', 'from ü')).CopyObjectResult!.ETag).toBe(ETag);
    expect(await head('to')).toMatchObject({ Metadata: { a: '1' }, ContentType: 'text/plain' });
    await copy('to', 'from ü', { MetadataDirective: 'REPLACE', Metadata: { b: '2' } });
    expect(await head('to')).toMatchObject({ Metadata: { b: '2' }, ContentType: 'binary/octet-stream' });
    expect((await bytes('to')).toString()).toBe('copied');
  });

  it('lives on its own: neither knows of what becomes of the other', async () => {
    await put('one', 'as it was', { ChecksumAlgorithm: 'SHA256' });
    await copy('other', 'one');
    await put('one', 'another');
    expect((await bytes('other')).toString()).toBe('as it was');
    expect((await head('other', { ChecksumMode: 'ENABLED' })).ChecksumSHA256).toBe(
      createHash('sha256').update('as it was').digest('base64'),
    );
    await copy('third', 'other');
    await running.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'other' }));
    expect((await bytes('third')).toString()).toBe('as it was');
  });

  it('is refused as 412, never 304, when its source is as it was', async () => {
    const { ETag } = await put('from', 'x');
    const failed = { code: 'PreconditionFailed', status: 412 };
    expect(await refusal(copy('to2', 'from', { CopySourceIfNoneMatch: ETag }))).toEqual(failed);
    expect(await refusal(copy('to2', 'from', { CopySourceIfMatch: '"0"' }))).toEqual(failed);
    expect(await refusal(copy('to2', 'absent'))).toEqual({ code: 'NoSuchKey', status: 404 });
    expect(await refusal(copy('from', 'from'))).toEqual({ code: 'InvalidRequest', status: 400 });
  });

  it.each(['no-slash', '/only-a-bucket/', 'bad%zz/key'])('is refused with the source %s', async (CopySource) => {
    const command = new CopyObjectCommand({ Bucket: BUCKET, Key: 'to2', CopySource });
    expect(await refusal(running.s3.send(command))).toEqual({ code: 'InvalidArgument', status: 400 });
  });

  it('is refused from a bucket that is not there', async () => {
    const command = new CopyObjectCommand({ Bucket: BUCKET, Key: 'to2', CopySource: 'nowhere-at-all/from' });
    expect(await refusal(running.s3.send(command))).toEqual({ code: 'NoSuchBucket', status: 404 });
  });
});

describe('a part that is copied', () => {
  const DATA = noise(5 * MiB + 100);
  beforeAll(() => put('source 100%', DATA));
  const begin = async (Key: string, more = {}) => {
    const { UploadId } = await running.s3.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key, ...more }));
    return { Bucket: BUCKET, Key, UploadId: UploadId! };
  };
  type Begun = Awaited<ReturnType<typeof begin>>;
  const CopySource = `${BUCKET}/${encodeURIComponent('source 100%')}`;
  const copyPart = (upload: Begun, PartNumber: number, more = {}) =>
    running.s3.send(new UploadPartCopyCommand({ ...upload, PartNumber, CopySource, ...more }));

  it('becomes a part as if it had been uploaded', async () => {
    const upload = await begin('joined');
    const first = await copyPart(upload, 1, { CopySourceRange: `bytes=0-${5 * MiB - 1}` });
    const second = await copyPart(upload, 2, { CopySourceRange: `bytes=${5 * MiB}-${5 * MiB + 99}` });
    const third = await copyPart(upload, 3);
    // Overwritten: the last one of a number counts.
    const again = await copyPart(upload, 2);
    const Parts = [first, again, third].map(({ CopyPartResult }, i) => ({
      PartNumber: i + 1,
      ETag: CopyPartResult!.ETag,
    }));
    expect(second.CopyPartResult!.ETag).not.toBe(again.CopyPartResult!.ETag);
    expect(third.CopyPartResult!.LastModified).toBeInstanceOf(Date);
    await running.s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const whole = Buffer.concat([DATA.subarray(0, 5 * MiB), DATA, DATA]);
    expect(Buffer.compare(await bytes('joined'), whole)).toBe(0);
  });

  it('has the checksum of its upload', async () => {
    const upload = await begin('checked', { ChecksumAlgorithm: 'SHA256' });
    const { CopyPartResult } = await copyPart(upload, 1, { CopySourceRange: 'bytes=0-99' });
    await put('same', DATA.subarray(0, 100), { ChecksumAlgorithm: 'SHA256' });
    const { ChecksumSHA256 } = await head('same', { ChecksumMode: 'ENABLED' });
    expect(CopyPartResult!.ChecksumSHA256).toBe(ChecksumSHA256);
  });

  it.each(['bytes=0-5242980', '0-2', 'bytes=0', 'bytes=3-2', 'bytes=0-bar', 'bytes=0-2,3-5'])(
    'is refused with the range %s',
    async (CopySourceRange) => {
      const copied = copyPart(await begin('range'), 1, { CopySourceRange });
      expect(await refusal(copied)).toEqual({ code: 'InvalidArgument', status: 400 });
    },
  );

  it('is refused when source, condition or upload fail', async () => {
    const upload = await begin('refused');
    const absent = copyPart(upload, 1, { CopySource: `${BUCKET}/absent` });
    expect(await refusal(absent)).toEqual({ code: 'NoSuchKey', status: 404 });
    const changed = copyPart(upload, 1, { CopySourceIfMatch: '"0"' });
    expect(await refusal(changed)).toEqual({ code: 'PreconditionFailed', status: 412 });
    const unknown = copyPart({ ...upload, UploadId: 'f0e0d0c0-0000-4000-8000-000000000000' }, 1);
    expect(await refusal(unknown)).toEqual({ code: 'NoSuchUpload', status: 404 });
  });
});
