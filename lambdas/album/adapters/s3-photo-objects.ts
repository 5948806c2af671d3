import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { TILE_MAX_AGE } from '../../../lib/limits.ts';
import { deleteObjects, putNewObject, statObject } from '../../kernel/s3-objects.ts';
import type { PhotoObjects } from '../photo-ports.ts';

/** Whole photos in a bucket. Needs the right to list it, too: without it S3 answers 403 for what is not there. */
export const s3PhotoObjects = (client: S3Client, bucket: string): PhotoObjects => ({
  stat: (key) => statObject(client, bucket, key),
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
  putOnce: (key, bytes, type) => putNewObject(client, { Bucket: bucket, Key: key, Body: bytes, ContentType: type }),
  delete: (keys) => deleteObjects(client, bucket, keys),
});
