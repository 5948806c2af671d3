import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type ObjectAttributes,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, noise, type RunningS3, refusal, startS3 } from './fixture.ts';

const MiB = 1024 * 1024;
const ALL: ObjectAttributes[] = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
});
afterAll(() => running.stop());

const attributes = (Key: string, ObjectAttributes = ALL, more = {}) =>
  running.s3.send(new GetObjectAttributesCommand({ Bucket: BUCKET, Key, ObjectAttributes, ...more }));

async function upload(Key: string, checksum: object): Promise<CompletedPart[]> {
  const target = { Bucket: BUCKET, Key };
  const { UploadId } = await running.s3.send(new CreateMultipartUploadCommand({ ...target, ...checksum }));
  const Parts: CompletedPart[] = [];
  for (const [i, size] of [5 * MiB, 5 * MiB, 100].entries()) {
    const part = { ...target, UploadId, PartNumber: i + 1, Body: noise(size), ...checksum };
    const { ETag, ChecksumSHA256 } = await running.s3.send(new UploadPartCommand(part));
    Parts.push({ PartNumber: i + 1, ETag, ...(ChecksumSHA256 && { ChecksumSHA256 }) });
  }
  await running.s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  return Parts;
}

describe('GetObjectAttributes', () => {
  it('shows of an object what it is asked for', async () => {
    const { ETag } = await running.s3.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'whole', Body: 'hello', ChecksumAlgorithm: 'CRC32' }),
    );
    const { $metadata: _, LastModified, ...shown } = await attributes('whole');
    expect(shown).toEqual({
      ETag: ETag!.replaceAll('"', ''),
      Checksum: { ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' },
      StorageClass: 'STANDARD',
      ObjectSize: 5,
    });
    expect(LastModified).toBeInstanceOf(Date);
    expect(await attributes('whole', ['ObjectSize'])).not.toHaveProperty('ETag');
  });

  it('shows the parts with their checksums, page by page', async () => {
    const Parts = await upload('parts', { ChecksumAlgorithm: 'SHA256' });
    const { ObjectParts, ObjectSize, Checksum } = await attributes('parts');
    expect([ObjectSize, Checksum!.ChecksumType]).toEqual([10 * MiB + 100, 'COMPOSITE']);
    expect(ObjectParts).toMatchObject({ TotalPartsCount: 3, IsTruncated: false });
    const sizes = [5 * MiB, 5 * MiB, 100];
    expect(ObjectParts!.Parts).toEqual(
      Parts.map(({ PartNumber, ChecksumSHA256 }, i) => ({ PartNumber, ChecksumSHA256, Size: sizes[i] })),
    );
    const page = (more: object) => attributes('parts', ['ObjectParts'], more);
    const first = (await page({ MaxParts: 2 })).ObjectParts!;
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2', Parts: [{}, {}] });
    const rest = (await page({ MaxParts: 2, PartNumberMarker: first.NextPartNumberMarker })).ObjectParts!;
    expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3 }] });
  });

  it('is refused with an unknown attribute and of an absent object', async () => {
    const unknown = attributes('whole', ['Owner' as ObjectAttributes]);
    expect(await refusal(unknown)).toEqual({ code: 'InvalidArgument', status: 400 });
    expect(await refusal(attributes('absent'))).toEqual({ code: 'NoSuchKey', status: 404 });
  });
});

it('a part is read with its own checksum and the type of the whole', async () => {
  const [, second] = await upload('read', { ChecksumAlgorithm: 'SHA256' });
  const get = new GetObjectCommand({ Bucket: BUCKET, Key: 'read', PartNumber: 2, ChecksumMode: 'ENABLED' });
  const { Body, ...got } = await running.s3.send(get);
  expect(got).toMatchObject({ ChecksumSHA256: second!.ChecksumSHA256, ChecksumType: 'COMPOSITE', PartsCount: 3 });
  expect((await Body!.transformToByteArray()).length).toBe(5 * MiB);
});
