/** Calls on the objects of a bucket whose answers every product reads in the same way. */
import {
  DeleteObjectsCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DELETE_OBJECTS } from '../../lib/limits.ts';
import { unavailable } from './errors.ts';
import { inBatches, inParallel } from './pool.ts';

/** Calls at once: 3 x 1,000 deletes stay below the 3,500 requests/s of one prefix (S3's documentation). */
const CALLS_AT_ONCE = 3;

/** Its length, and its SHA-256 in hexadecimal if it was uploaded with one; undefined when there is none. */
export async function statObject(
  client: S3Client,
  Bucket: string,
  Key: string,
): Promise<{ bytes: number; sha256?: string } | undefined> {
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    const { ContentLength: bytes = 0, ChecksumSHA256: checksum } = head;
    return { bytes, ...(checksum && { sha256: Buffer.from(checksum, 'base64').toString('hex') }) };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** False when there is one under that key already: it stays as it is. */
export async function putNewObject(client: S3Client, object: PutObjectCommandInput): Promise<boolean> {
  try {
    await client.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    // S3 has no class for it: the answer of a failed condition.
    if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error;
    return false;
  }
}

/** A key that does not exist is no error. @throws TesseraError `unavailable` (503) when S3 could not do it just now */
export async function deleteObjects(client: S3Client, Bucket: string, keys: string[]): Promise<void> {
  await inParallel(inBatches(keys, DELETE_OBJECTS), CALLS_AT_ONCE, async (batch) => {
    const Delete = { Objects: batch.map((Key) => ({ Key })), Quiet: true };
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    const [first] = Errors;
    if (first) throw notDeleted(Errors.length, first);
  });
}

/** S3 answers 200 and names what it did not do: its own faults pass, a missing permission does not. */
function notDeleted(count: number, { Key, Code, Message }: { Key?: string; Code?: string; Message?: string }): Error {
  const message = `${count} objects could not be removed; the first: ${Key} (${Code}: ${Message}).`;
  return Code === 'InternalError' || Code === 'SlowDown' ? unavailable(message) : new Error(message);
}
