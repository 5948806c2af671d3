import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { PICTURE_URL_SECONDS } from '../../../lib/limits.ts';
import { storedAs } from '../../kernel/content-disposition.ts';
import type { PictureUrls } from '../ports.ts';

/** Presigned GETs: who has the URL sees the picture, for a quarter of an hour unless said, and nothing else. */
export function s3PictureUrls(bucket: string, seconds = PICTURE_URL_SECONDS): PictureUrls {
  const client = new S3Client({});
  return {
    sign(key, saveAs) {
      const stored = saveAs === undefined ? {} : { ResponseContentDisposition: storedAs(saveAs) };
      const asked = new GetObjectCommand({ Bucket: bucket, Key: key, ...stored });
      return getSignedUrl(client, asked, { expiresIn: seconds });
    },
  };
}
