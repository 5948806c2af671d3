import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DELETE_OBJECTS } from '../../../lib/limits.ts';
import { TesseraError, unavailable } from '../../kernel/errors.ts';
import { inBatches, inParallel } from '../../kernel/pool.ts';
import { type ObjectStore, UNREADABLE_OBJECT } from '../ports/objects.ts';

/** Calls at once: 3 x 1,000 deletes stay below the 3,500 requests/s of one prefix (S3's documentation). */
const CALLS_AT_ONCE = 3;

/** A connection breaks now and then, never three times at the same object: then it is the object. */
const READS = 3;

/** One S3 bucket as an object store. Errors other than a missing key pass on with S3's own name and message. */
export const s3Objects = (client: S3Client, bucket: string): ObjectStore => ({
  ...s3Writes(client, bucket),
  async get(key) {
    for (let attempt = 1; ; attempt++) {
      const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(noneIfAbsent);
      try {
        return found && (await found.Body!.transformToByteArray());
      } catch (error) {
        // The SDK repeats a call that is not answered, and not one whose answer breaks off.
        if (attempt === READS) throw unreadable(key, error);
      }
    }
  },
  async copy(from, to) {
    // In the header slashes stay as they are, everything else is encoded.
    const CopySource = `${bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
    try {
      await client.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource }));
      return true;
    } catch (error) {
      // CopyObject has no class of its own for it.
      if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return false;
      throw error;
    }
  },
  async stat(key) {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));
      const { ContentLength: bytes = 0, ChecksumSHA256: checksum } = head;
      return { bytes, ...(checksum && { sha256: Buffer.from(checksum, 'base64').toString('hex') }) };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },
  async delete(key) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
  async deleteAll(keys) {
    await inParallel(inBatches(keys, DELETE_OBJECTS), CALLS_AT_ONCE, async (batch) => {
      const Delete = { Objects: batch.map((Key) => ({ Key })), Quiet: true };
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
      const [first] = Errors;
      if (first) throw notDeleted(Errors.length, first);
    });
  },
  async *list(prefix) {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key, Size } of page.Contents ?? []) yield { key: Key!, bytes: Size! };
    }
  },
});

function noneIfAbsent(error: unknown): undefined {
  if (!(error instanceof NoSuchKey)) throw error;
}

/** For whoever needs it, it may pass: a disk that is away comes back. */
const unreadable = (key: string, cause: unknown) => {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `${key} cannot be read to its end, also when asked again (${why}). Go on with: tessera map redrive JOB`;
  return new TesseraError(UNREADABLE_OBJECT, 503, message, { retry: true, cause });
};

function s3Writes(client: S3Client, Bucket: string): Pick<ObjectStore, 'put' | 'putOnce'> {
  const write: (more: { IfNoneMatch?: '*' }) => ObjectStore['put'] =
    (more) =>
    async (Key, Body, { contentType: ContentType, cacheControl: CacheControl, sha256 }) => {
      const checksum = sha256 && { ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64') };
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl, ...checksum, ...more }));
    };
  const putNew = write({ IfNoneMatch: '*' });
  return {
    put: write({}),
    async putOnce(key, body, headers) {
      try {
        await putNew(key, body, headers);
        return true;
      } catch (error) {
        // S3 has no class for it: the answer of a failed condition.
        if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error;
        return false;
      }
    },
  };
}

/** S3 answers 200 and names what it did not do: its own faults pass, a missing permission does not. */
function notDeleted(count: number, { Key, Code, Message }: { Key?: string; Code?: string; Message?: string }): Error {
  const message = `${count} objects could not be removed; the first: ${Key} (${Code}: ${Message}).`;
  return Code === 'InternalError' || Code === 'SlowDown' ? unavailable(message) : new Error(message);
}
