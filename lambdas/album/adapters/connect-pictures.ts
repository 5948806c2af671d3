import { systemClock } from '../../kernel/clock.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { s3PictureUrls } from '../../media/adapters/s3-picture-urls.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { connectPhotos, type PhotoEnv } from './connect-photos.ts';
import { s3PhotoObjects } from './s3-photo-objects.ts';

/** A bucket with its ways to an object's bytes; its addresses are good for so many seconds. */
export const picturePlace = (bucket: string, seconds: number) => ({
  objects: s3PhotoObjects(connectS3(), bucket),
  urls: s3PictureUrls(bucket, seconds),
});

/** What a function needs that shows variants, by addresses that are good for so many seconds. */
export const connectPictures = (
  env: PhotoEnv & Record<'MEDIA_BUCKET' | 'SIGNING_SECRET_ARN', string>,
  seconds: number,
) => ({
  ...connectPhotos(env),
  shown: picturePlace(env.MEDIA_BUCKET, seconds),
  signer: secretSigner(env.SIGNING_SECRET_ARN, systemClock),
});
