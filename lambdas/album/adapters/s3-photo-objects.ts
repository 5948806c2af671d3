import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { TILE_MAX_AGE } from '../../../lib/limits.ts';
import { unavailable } from '../../kernel/errors.ts';
import type { PhotoObjects } from '../photo-ports.ts';

/** Whole photos in a bucket. Needs the right to list it, too: without it S3 answers 403 for what is not there. */
export const s3PhotoObjects = (client: S3Client, bucket: string): PhotoObjects => ({
  async stat(key) {
    try {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' });
      const { ContentLength: bytes = 0, ChecksumSHA256: checksum } = await client.send(command);
      return { bytes, ...(checksum && { sha256: Buffer.from(checksum, 'base64').toString('hex') }) };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },
  async get(key, first) {
    const Range = first === undefined ? undefined : `bytes=0-${first - 1}`;
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
      return await Body!.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
  async put(key, bytes, type) {
    const CacheControl = `max-age=${TILE_MAX_AGE}`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: type, CacheControl }));
  },
  async putOnce(key, bytes, type) {
    try {
      const request = { Bucket: bucket, Key: key, Body: bytes, ContentType: type, IfNoneMatch: '*' };
      await client.send(new PutObjectCommand(request));
      return true;
    } catch (error) {
      // S3 has no class for it: the answer of a failed condition.
      if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error;
      return false;
    }
  },
  async delete(keys) {
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
    const [first] = Errors;
    // S3 answers 200 and names what it did not do.
    if (first) throw unavailable(`${first.Key} could not be removed (${first.Code}: ${first.Message}).`);
  },
});
