import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { TesseraError } from '../../kernel/errors.ts';
import { quickCopies } from '../../kernel/quick-copies.ts';
import { deleteObjects, putNewObject, statObject } from '../../kernel/s3-objects.ts';
import { type ObjectStore, UNREADABLE_OBJECT } from '../ports/objects.ts';

/** A connection breaks now and then, never three times at the same object: then it is the object. */
const READS = 3;

/** One S3 bucket as an object store. Errors other than a missing key pass on with S3's own name and message. */
export const s3Objects = (client: S3Client, bucket: string): ObjectStore => ({
  ...s3Writes(client, bucket),
  ...s3Copies(client, bucket),
  async get(key, mark) {
    for (let attempt = 1; ; attempt++) {
      const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(noneIfAbsent);
      try {
        const bytes = found && (await found.Body!.transformToByteArray());
        const stored = markOf(found?.ETag);
        return mark === undefined || stored === undefined || stored === mark ? bytes : undefined;
      } catch (error) {
        // The SDK repeats a call that is not answered, and not one whose answer breaks off.
        if (attempt === READS) throw unreadable(key, error);
      }
    }
  },
  stat: (key) => statObject(client, bucket, key),
  async delete(key) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
  deleteAll: (keys) => deleteObjects(client, bucket, keys),
  async *list(prefix) {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key, Size, ETag } of page.Contents ?? []) {
        const mark = markOf(ETag);
        yield { key: Key!, bytes: Size!, ...(mark !== undefined && { mark }) };
      }
    }
  },
});

/**
 * The MD5 of what was written in one piece, and a copy has it, too: S3 says so of buckets that it encrypts with keys of its own, as ours
 * (lib/constructs/private-bucket.ts). With keys of KMS each copy would have another one.
 */
const markOf = (ETag: string | undefined) => ETag?.replaceAll('"', '');

function noneIfAbsent(error: unknown): undefined {
  if (!(error instanceof NoSuchKey)) throw error;
}

/** For whoever needs it, it may pass: a disk that is away comes back. */
const unreadable = (key: string, cause: unknown) => {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `${key} cannot be read to its end, also when asked again (${why}). Go on with: tessera map redrive JOB`;
  return new TesseraError(UNREADABLE_OBJECT, 503, message, { retry: true, cause });
};

function s3Copies(client: S3Client, bucket: string): Pick<ObjectStore, 'copy'> {
  const copy = quickCopies(client, bucket);
  return {
    async copy(from, to, mark) {
      try {
        const copied = await copy(from, to);
        return mark === undefined || copied === undefined || copied === mark;
      } catch (error) {
        // CopyObject has no class of its own for it.
        if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return false;
        // After all attempts of the client, and not of S3 as a whole: that has too much to do (SlowDown), or is away (ServiceUnavailable).
        if (error instanceof S3ServiceException && error.name === 'InternalError') throw unreadable(from, error);
        throw error;
      }
    },
  };
}

function s3Writes(client: S3Client, Bucket: string): Pick<ObjectStore, 'put' | 'putOnce'> {
  const object = (...[Key, Body, { contentType, cacheControl, sha256 }]: Parameters<ObjectStore['put']>) => ({
    ...{ Bucket, Key, Body, ContentType: contentType, CacheControl: cacheControl },
    ...(sha256 && { ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64') }),
  });
  return {
    async put(...about) {
      return markOf((await client.send(new PutObjectCommand(object(...about)))).ETag);
    },
    putOnce: (...about) => putNewObject(client, object(...about)),
  };
}
