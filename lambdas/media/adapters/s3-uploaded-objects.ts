import { HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import type { UploadedObjects } from '../ports.ts';

/** Needs the right to list the bucket, too: without it S3 answers 403 for what is not there. */
export const s3UploadedObjects = (client: S3Client, bucket: string): UploadedObjects => ({
  async has(key) {
    try {
      await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  },
});
