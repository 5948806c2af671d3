import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { PICTURE_URL_SECONDS } from '../../../lib/limits.ts';
import type { PictureUrls } from '../ports.ts';

/** Presigned GETs: who has the URL sees the picture, for a quarter of an hour unless said, and nothing else. */
export function s3PictureUrls(bucket: string, seconds = PICTURE_URL_SECONDS): PictureUrls {
  const client = new S3Client({});
  return {
    sign: (key) => getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds }),
  };
}
