import type { S3Client } from '@aws-sdk/client-s3';
import { statObject } from '../../kernel/s3-objects.ts';
import type { UploadedObjects } from '../ports.ts';

/** Needs the right to list the bucket, too: without it S3 answers 403 for what is not there. */
export const s3UploadedObjects = (client: S3Client, bucket: string): UploadedObjects => ({
  has: async (key) => (await statObject(client, bucket, key)) !== undefined,
});
