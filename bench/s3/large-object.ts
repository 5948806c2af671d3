/** One object of 5 GB by multipart, and the resident memory of the server meanwhile (Linux: /proc). */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import type { KeyedServer } from '../../scripts/conformance/servers.ts';

export const BUCKET = 'bench';
const MEGABYTES = 5000;
/** 250 parts; four at a time, as the AWS command line does with ten. */
const PART_MB = 20;
const AT_ONCE = 4;

export type LargeObject = { megabytes: number; seconds: number; beforeMb: number; firstMb: number; peakMb: number };

/** @throws Error when the object is not as long as what was sent */
export async function putLarge({ url, key, process: { pid } }: KeyedServer): Promise<LargeObject> {
  const client = new S3Client({ endpoint: url, region: 'us-east-1', credentials: key, forcePathStyle: true });
  const target = { Bucket: BUCKET, Key: 'large' };
  const Body = randomBytes(PART_MB * 1_000_000);
  const numbers = Array.from({ length: MEGABYTES / PART_MB }, (_, i) => i + 1);
  const beforeMb = await peakMb(pid!);
  let firstMb = 0;
  let stored = 0;
  const started = performance.now();
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const Parts = await inParallel(numbers, AT_ONCE, async (PartNumber) => {
    const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
    stored += PART_MB;
    if (stored === 1000) firstMb = await peakMb(pid!);
    return { PartNumber, ETag };
  });
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  const seconds = (performance.now() - started) / 1000;
  const { ContentLength } = await client.send(new HeadObjectCommand(target));
  if (ContentLength !== MEGABYTES * 1_000_000) throw new Error(`The object has ${ContentLength} bytes.`);
  const peak = await peakMb(pid!);
  await client.send(new DeleteObjectCommand(target));
  client.destroy();
  return { megabytes: MEGABYTES, seconds, beforeMb, firstMb, peakMb: peak };
}

/** The most resident memory of a process so far. */
async function peakMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) * 1024) / 1e6;
}
