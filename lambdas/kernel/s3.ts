import { S3Client } from '@aws-sdk/client-s3';
import { counted } from './usage.ts';

/** S3, its requests counted for the invocation that makes them. */
export const connectS3 = (): S3Client => counted(new S3Client({}));
