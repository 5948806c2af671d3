/** What this server does not have it refuses by name, and nothing is stored. */
import {
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, IS_OURS, type RunningS3, refusal, startS3 } from './fixture.ts';

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
  await running.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'there', Body: 'whole' }));
});
afterAll(() => running.stop());

const named = (message: RegExp) => ({ name: 'NotImplemented', message, $metadata: { httpStatusCode: 501 } });
const there = { Bucket: BUCKET, Key: 'there' };

describe.runIf(IS_OURS)('refused by name', () => {
  it.each([
    ['?tagging', new PutObjectTaggingCommand({ ...there, Tagging: { TagSet: [] } })],
    ['?tagging', new GetObjectTaggingCommand(there)],
    ['?acl', new PutObjectAclCommand({ ...there, ACL: 'private' })],
    ['?acl', new GetBucketAclCommand({ Bucket: BUCKET })],
    ['?policy', new GetBucketPolicyCommand({ Bucket: BUCKET })],
    ['?versioning', new GetBucketVersioningCommand({ Bucket: BUCKET })],
  ])('%s', async (name, command) => {
    await expect(running.s3.send(command as GetBucketAclCommand)).rejects.toMatchObject(
      named(new RegExp(`\\${name} of (GET|PUT) on an? (object|bucket)`)),
    );
    const { ContentLength } = await running.s3.send(new HeadObjectCommand(there));
    expect(ContentLength).toBe(5);
  });

  it.each<[string, Partial<PutObjectCommandInput>]>([
    ['x-amz-acl', { ACL: 'public-read' }],
    ['x-amz-tagging', { Tagging: 'a=b' }],
    ['x-amz-storage-class', { StorageClass: 'GLACIER' }],
    ['x-amz-server-side-encryption', { ServerSideEncryption: 'aws:kms' }],
  ])('the header %s', async (name, more) => {
    const put = running.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'new', Body: 'x', ...more }));
    await expect(put).rejects.toMatchObject(named(new RegExp(name)));
    const head = running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'new' }));
    expect(await refusal(head)).toMatchObject({ status: 404 });
  });

  it('a form that uploads (POST policy)', async () => {
    const body = new FormData();
    body.append('key', 'new');
    body.append('file', new Blob(['x']));
    const response = await fetch(`${running.url}/${BUCKET}`, { method: 'POST', body });
    expect([response.status, await response.text()]).toEqual([501, expect.stringMatching(/POST policy/)]);
  });
});
