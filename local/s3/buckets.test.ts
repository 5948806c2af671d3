import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUCKET, type RunningS3, refusal, startS3 } from './fixture.ts';

const RULE = { AllowedOrigins: ['*'], AllowedMethods: ['GET'] };
let running: RunningS3;
beforeEach(async () => {
  running = await startS3({ cors: [RULE] });
});
afterEach(() => running.stop());

const create = (Bucket: string, LocationConstraint?: string) =>
  running.s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(LocationConstraint ? { CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'EU' } } : {}),
    }),
  );

test('a bucket is made, listed, and deleted once it is empty', async () => {
  expect(await create('mine')).toMatchObject({ Location: '/mine' });
  await running.s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' }));
  const { Buckets } = await running.s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual(['mine', BUCKET]);
  const remove = () => running.s3.send(new DeleteBucketCommand({ Bucket: 'mine' }));
  expect(await refusal(remove())).toEqual({ code: 'BucketNotEmpty', status: 409 });
  await running.s3.send(new DeleteObjectCommand({ Bucket: 'mine', Key: 'k' }));
  await remove();
  expect(await refusal(remove())).toEqual({ code: 'NoSuchBucket', status: 404 });
});

test('one that is there already keeps what it has', async () => {
  await create(BUCKET);
  await running.s3.send(new HeadBucketCommand({ Bucket: BUCKET }));
  const answer = await fetch(`${running.url}/${BUCKET}/none`, { headers: { origin: 'https://a.example' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
});

test.each([
  ['UPPER', undefined, 'InvalidBucketName'],
  ['elsewhere', 'eu-west-1', 'IllegalLocationConstraintException'],
])('%s %s is %s', async (name, place, code) => {
  expect(await refusal(create(name, place))).toEqual({ code, status: 400 });
});
