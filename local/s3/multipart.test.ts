import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasher } from './checksums/algorithms.ts';
import { BUCKET, noise, type RunningS3, refusal, startS3 } from './fixture.ts';

const MiB = 1024 * 1024;
const DATA = noise(5 * MiB + 100);
const PARTS = [DATA.subarray(0, 5 * MiB), DATA.subarray(5 * MiB)];
const md5 = (data: Buffer) => createHash('md5').update(data).digest();
const ETAG = `"${md5(Buffer.concat(PARTS.map(md5))).toString('hex')}-2"`;

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
});
afterAll(() => running.stop());

const begin = async (Key: string, more = {}) => {
  const created = await running.s3.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key, ...more }));
  return { Bucket: BUCKET, Key, UploadId: created.UploadId! };
};
type Begun = Awaited<ReturnType<typeof begin>>;
type Checked = Pick<CreateMultipartUploadCommandInput, 'ChecksumAlgorithm'>;
const part = async (upload: Begun, PartNumber: number, Body: Buffer, more: Checked = {}): Promise<CompletedPart> => {
  const stored = await running.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body, ...more }));
  const name = `Checksum${more.ChecksumAlgorithm}` as 'ChecksumSHA256';
  return { PartNumber, ETag: stored.ETag, ...(more.ChecksumAlgorithm && { [name]: stored[name] }) };
};
const complete = (upload: Begun, Parts: CompletedPart[], more = {}) =>
  running.s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));
const upload = async (Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) => {
  const begun = await begin(Key, more);
  // Out of order, as parallel uploads come.
  const second = await part(begun, 7, PARTS[1]!, more);
  return { begun, parts: [await part(begun, 2, PARTS[0]!, more), second] };
};

describe('a multipart upload', () => {
  it('becomes one object, readable by range and by part', async () => {
    const { begun, parts } = await upload('joined', { ContentType: 'image/png', Metadata: { a: '1' } });
    expect(await complete(begun, parts)).toMatchObject({ ETag: ETAG, Bucket: BUCKET, Key: 'joined' });
    const got = await running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'joined' }));
    expect(got).toMatchObject({ ETag: ETAG, ContentType: 'image/png', Metadata: { a: '1' } });
    expect(Buffer.compare(await got.Body!.transformToByteArray(), DATA)).toBe(0);
    const Range = `bytes=${5 * MiB - 3}-${5 * MiB + 3}`;
    const seam = await running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'joined', Range }));
    expect(Buffer.from(await seam.Body!.transformToByteArray())).toEqual(DATA.subarray(5 * MiB - 3, 5 * MiB + 4));
    const second = await running.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'joined', PartNumber: 2 }));
    expect(second).toMatchObject({ PartsCount: 2, ETag: ETAG, ContentLength: 100, $metadata: { httpStatusCode: 206 } });
    const third = running.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'joined', PartNumber: 3 }));
    expect(await refusal(third)).toEqual({ code: 'InvalidPartNumber', status: 416 });
  });

  it('completed again answers the same', async () => {
    const { begun, parts } = await upload('again');
    const first = await complete(begun, parts);
    const { $metadata: _, ...again } = await complete(begun, parts);
    expect(first).toMatchObject(again);
    expect(await refusal(part(begun, 1, PARTS[1]!))).toEqual({ code: 'NoSuchUpload', status: 404 });
  });

  it('is refused with unknown, changed, unordered, small or no parts, and stays', async () => {
    const { begun, parts } = await upload('refused');
    const [first, second] = parts as [CompletedPart, CompletedPart];
    const cases: [CompletedPart[], string][] = [
      [[first, { ...second, PartNumber: 8 }], 'InvalidPart'],
      [[{ ...first, ETag: second.ETag }], 'InvalidPart'],
      [[first, first], 'InvalidPartOrder'],
      [[], 'MalformedXML'],
    ];
    for (const [named, code] of cases) expect(await refusal(complete(begun, named))).toEqual({ code, status: 400 });
    const third = await part(begun, 9, PARTS[1]!);
    expect(await refusal(complete(begun, [second, third]))).toEqual({ code: 'EntityTooSmall', status: 400 });
    expect(await complete(begun, parts)).toMatchObject({ ETag: ETAG });
  });

  it('obeys If-None-Match at its end', async () => {
    const { begun, parts } = await upload('condition');
    await complete(begun, parts, { IfNoneMatch: '*' });
    const later = await upload('condition');
    const second = complete(later.begun, later.parts, { IfNoneMatch: '*' });
    expect(await refusal(second)).toEqual({ code: 'PreconditionFailed', status: 412 });
  });

  it('can be listed with its parts, page by page, and given up', async () => {
    const { begun } = await upload('listed/1');
    const other = await begin('listed/2');
    const parts = await running.s3.send(new ListPartsCommand({ ...begun, MaxParts: 1 }));
    expect(parts).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '2',
      Parts: [{ PartNumber: 2, Size: 5 * MiB }],
    });
    const rest = await running.s3.send(new ListPartsCommand({ ...begun, PartNumberMarker: '2' }));
    expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 7, Size: 100 }] });

    const list = (more = {}) =>
      running.s3.send(new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: 'listed/', MaxUploads: 1, ...more }));
    const page = await list();
    expect(page).toMatchObject({ IsTruncated: true, Uploads: [{ Key: 'listed/1', UploadId: begun.UploadId }] });
    const next = await list({ KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker });
    expect(next).toMatchObject({ IsTruncated: false, Uploads: [{ Key: 'listed/2', UploadId: other.UploadId }] });
    expect((await list({ KeyMarker: 'listed/1' })).Uploads).toMatchObject([{ Key: 'listed/2' }]);

    for (const each of [begun, other]) await running.s3.send(new AbortMultipartUploadCommand(each));
    expect((await list()).Uploads).toBeUndefined();
    expect(await refusal(running.s3.send(new ListPartsCommand(begun)))).toEqual({ code: 'NoSuchUpload', status: 404 });
  });
});

describe('the checksum of a multipart object', () => {
  const whole = (algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME', data: Buffer) => {
    const hash = hasher(algorithm);
    hash.update(data);
    return hash.digest().toString('base64');
  };

  it.each(['CRC32', 'CRC32C'] as const)('combines the parts’ %s when asked for FULL_OBJECT', async (algorithm) => {
    const checksum = { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' } as const;
    const { begun, parts } = await upload(`full/${algorithm}`, checksum);
    const value = whole(algorithm, DATA);
    expect(await complete(begun, parts)).toMatchObject({
      [`Checksum${algorithm}`]: value,
      ChecksumType: 'FULL_OBJECT',
    });
    const head = await running.s3.send(
      new HeadObjectCommand({ Bucket: BUCKET, Key: `full/${algorithm}`, ChecksumMode: 'ENABLED' }),
    );
    expect(head).toMatchObject({ [`Checksum${algorithm}`]: value, ChecksumType: 'FULL_OBJECT' });
  });

  it('is that of the parts’ SHA256 with their number for COMPOSITE', async () => {
    const { begun, parts } = await upload('composite', { ChecksumAlgorithm: 'SHA256' });
    const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();
    const ChecksumSHA256 = `${sha256(Buffer.concat(PARTS.map(sha256))).toString('base64')}-2`;
    expect(await complete(begun, parts)).toMatchObject({ ChecksumSHA256, ChecksumType: 'COMPOSITE' });
  });

  it('cannot be COMPOSITE without the parts’', async () => {
    const refused = { code: 'InvalidRequest', status: 400 };
    const { begun, parts } = await upload('vouched', { ChecksumAlgorithm: 'SHA256' });
    const bare = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
    expect(await refusal(complete(begun, bare))).toEqual(refused);
    const client = running.client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const without = client.send(new UploadPartCommand({ ...begun, PartNumber: 8, Body: PARTS[1] }));
    expect(await refusal(without)).toEqual(refused);
    await complete(begun, parts);
  });

  it('is compared with what the caller says of the whole', async () => {
    const { begun, parts } = await upload('said', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const wrong = complete(begun, parts, { ChecksumCRC32: 'AAAAAA==' });
    expect(await refusal(wrong)).toEqual({ code: 'BadDigest', status: 400 });
    await complete(begun, parts, { ChecksumCRC32: whole('CRC32', DATA) });
  });

  it('cannot be a FULL_OBJECT SHA256 or change its algorithm', async () => {
    const impossible = begin('impossible', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' });
    expect(await refusal(impossible)).toEqual({ code: 'InvalidRequest', status: 400 });
    const begun = await begin('changed', { ChecksumAlgorithm: 'SHA256' });
    const other = part(begun, 1, PARTS[1]!, { ChecksumAlgorithm: 'CRC32' });
    expect(await refusal(other)).toEqual({ code: 'InvalidRequest', status: 400 });
  });
});
