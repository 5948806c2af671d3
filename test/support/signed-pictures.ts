/** Pictures behind signed addresses, put there by whoever runs the platform, and the platform's own way to sign for them. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretSigningKeys } from '../../lambdas/media/adapters/secrets-signing-keys.ts';
import { createSigner, type Signer } from '../../lambdas/media/signing/signer.ts';
import { operator } from './operator.ts';

export const MEDIA_BUCKET = 'tessera-delivery-media-bucket';
export const SIGNING_SECRET = 'TesseraDelivery-SigningSecret';

export type SignedPictures = {
  /** @param key without the leading slash of its address */
  put(key: string, text: string): Promise<void>;
  signer: Signer;
  /** Where the bucket itself answers. */
  bucketUrl: string;
  close(): void;
};

/** @param directory the platform's data folder, which holds the operator's key */
export async function signedPictures(url: string, directory: string): Promise<SignedPictures> {
  const settings = await operator(url, directory);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const secrets = new SecretsManagerClient(settings);
  return {
    async put(Key, Body) {
      const about = { CacheControl: 'max-age=60', ContentType: 'image/webp' };
      await s3.send(new PutObjectCommand({ Bucket: MEDIA_BUCKET, Key, Body, ...about }));
    },
    signer: createSigner(secretSigningKeys(secrets, SIGNING_SECRET, () => new Date())),
    bucketUrl: `${settings.endpoint}/${MEDIA_BUCKET}`,
    close: () => {
      s3.destroy();
      secrets.destroy();
    },
  };
}

/** As a browser sends back what was set. */
export const cookieOf = (setCookies: string[]): string => setCookies.map((each) => each.split(';')[0]).join('; ');
