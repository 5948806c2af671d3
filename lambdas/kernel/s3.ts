import { S3Client } from '@aws-sdk/client-s3';
import { counted } from './usage.ts';

/**
 * S3, its requests counted for the invocation that makes them.
 * @param patient for hundreds of workers that write below one prefix: when S3 says `SlowDown` the client lowers the rate at which it
 * asks, and asks ten times, up to 20 s apart, instead of three times within half a second. Nobody waits for an answer there.
 */
export const connectS3 = ({ patient = false } = {}): S3Client =>
  counted(new S3Client(patient ? { retryMode: 'adaptive', maxAttempts: 10 } : {}));
