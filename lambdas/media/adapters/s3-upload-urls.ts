import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { UPLOAD_URL_SECONDS } from '../../../lib/limits.ts';
import type { UploadUrls } from '../ports.ts';

/**
 * Presigned PUTs, good for `seconds`. Length, type, the checksum where one is known, and `If-None-Match: *` are signed headers: the uploader must send exactly these,
 * S3 checks the bytes against the checksum, and an object that exists is not replaced (412).
 */
export function s3UploadUrls(bucket: string, seconds = UPLOAD_URL_SECONDS): UploadUrls {
  // By default the client would add a CRC32 of the (empty) body to the signature, which no upload could match.
  const client = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  return {
    async sign({ key, bytes, type, sha256 }) {
      const checksum = sha256 && Buffer.from(sha256, 'hex').toString('base64');
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentLength: bytes,
        ContentType: type,
        ...(checksum && { ChecksumSHA256: checksum }),
        IfNoneMatch: '*',
      });
      const headers = {
        'content-length': String(bytes),
        'content-type': type,
        ...(checksum && { 'x-amz-checksum-sha256': checksum }),
        'if-none-match': '*',
      };
      const signed = new Set(Object.keys(headers));
      const url = await getSignedUrl(client, command, {
        expiresIn: seconds,
        signableHeaders: signed,
        unhoistableHeaders: signed,
      });
      return { url, headers };
    },
  };
}
