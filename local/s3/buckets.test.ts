import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, IS_OURS, type RunningS3, refusal, startS3 } from './fixture.ts';

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
});
afterAll(() => running.stop());

const create = (Bucket: string, more = {}) => running.s3.send(new CreateBucketCommand({ Bucket, ...more }));
const remove = (Bucket: string) => running.s3.send(new DeleteBucketCommand({ Bucket }));
const put = (Bucket: string, Key: string) => running.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

describe('a bucket', () => {
  it('is made, found, located and deleted', async () => {
    const { s3 } = running;
    const Bucket = `${BUCKET}-a`;
    expect(await create(Bucket)).toMatchObject({ Location: `/${Bucket}` });
    const { Buckets } = await s3.send(new ListBucketsCommand());
    expect(Buckets!.map(({ Name }) => Name)).toEqual(expect.arrayContaining([BUCKET, Bucket]));
    expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' });
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
    await remove(Bucket);
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket })))).toMatchObject({ status: 404 });
    expect(await refusal(remove(Bucket))).toEqual({ code: 'NoSuchBucket', status: 404 });
    expect(await refusal(put(Bucket, 'k'))).toEqual({ code: 'NoSuchBucket', status: 404 });
  });

  it('keeps what it holds when it is made again, and goes only when it is empty', async () => {
    const Bucket = `${BUCKET}-b`;
    await create(Bucket);
    await put(Bucket, 'kept');
    await create(Bucket);
    expect(await running.s3.send(new ListObjectsV2Command({ Bucket }))).toMatchObject({ KeyCount: 1 });
    expect(await refusal(remove(Bucket))).toEqual({ code: 'BucketNotEmpty', status: 409 });
    await running.s3.send(new DeleteObjectCommand({ Bucket, Key: 'kept' }));
    await remove(Bucket);
  });

  it('takes the uploads that were begun in it along', async () => {
    const Bucket = `${BUCKET}-c`;
    await create(Bucket);
    await running.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'begun' }));
    await remove(Bucket);
    await create(Bucket);
    expect((await running.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
  });

  it.each(['ab', 'a'.repeat(64), 'Upper', 'a_b', '-a-', 'a..b', '192.168.5.4'])('is not named %s', async (Bucket) => {
    expect(await refusal(create(Bucket))).toEqual({ code: 'InvalidBucketName', status: 400 });
  });

  it('is in this region or nowhere', async () => {
    const elsewhere = create(`${BUCKET}-d`, { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
    expect(await refusal(elsewhere)).toEqual({ code: 'IllegalLocationConstraintException', status: 400 });
  });

  it.runIf(IS_OURS)('of another kind is refused by name', async () => {
    const lock = create(`${BUCKET}-e`, { ObjectLockEnabledForBucket: true });
    await expect(lock).rejects.toMatchObject({ name: 'NotImplemented', message: /Object Lock/ });
    const owner = create(`${BUCKET}-e`, { ObjectOwnership: 'ObjectWriter' });
    await expect(owner).rejects.toMatchObject({ name: 'NotImplemented', message: /x-amz-object-ownership/ });
    await expect(running.own.room.ensureBucket('No')).rejects.toThrow(/lower-case/);
  });
});

describe('the list of buckets', () => {
  it('has pages, and prefixes', async () => {
    const Prefix = `${BUCKET}-list-`;
    const names = ['1', '2', '3'].map((n) => Prefix + n);
    for (const name of names) await create(name);
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await running.s3.send(new ListBucketsCommand({ MaxBuckets: 2, Prefix, ContinuationToken }));
      seen.push(...page.Buckets!.map(({ Name }) => Name));
      ContinuationToken = page.ContinuationToken;
    } while (ContinuationToken);
    expect(seen).toEqual(names);
  });
});

describe('CORS rules', () => {
  const get = () => running.s3.send(new GetBucketCorsCommand({ Bucket: BUCKET }));
  const set = (rule: object) =>
    running.s3.send(
      new PutBucketCorsCommand({
        Bucket: BUCKET,
        CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'], ...rule }] },
      }),
    );
  const absent = { code: 'NoSuchCORSConfiguration', status: 404 };

  it('are set, obeyed, shown and deleted', async () => {
    expect(await refusal(get())).toEqual(absent);
    const rule = {
      ID: 'pages',
      AllowedOrigins: ['https://a.example.com', 'https://*.example.org'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    };
    await set(rule);
    expect((await get()).CORSRules).toEqual([rule]);
    const asked = { origin: 'https://b.example.org', 'access-control-request-method': 'PUT' };
    const preflight = () => fetch(`${running.url}/${BUCKET}/key`, { method: 'OPTIONS', headers: asked });
    expect((await preflight()).headers.get('access-control-allow-origin')).toBe('https://b.example.org');
    await running.s3.send(new DeleteBucketCorsCommand({ Bucket: BUCKET }));
    expect(await refusal(get())).toEqual(absent);
    expect((await preflight()).status).toBe(403);
  });

  it.each([
    ['an unknown method', { AllowedMethods: ['PATCH'] }, 'InvalidRequest'],
    ['two wildcards in an origin', { AllowedOrigins: ['https://*.*'] }, 'InvalidRequest'],
    ['no origin', { AllowedOrigins: [] }, 'MalformedXML'],
  ])('are refused with %s', async (_, rule, code) => {
    expect(await refusal(set(rule))).toEqual({ code, status: 400 });
  });
});
