import { VIEW_SECONDS } from '../../../lib/limits/photos.ts';
import { systemClock } from '../../kernel/clock.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { redirect, respondBytes } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { s3PictureUrls } from '../../media/adapters/s3-picture-urls.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { photoImage } from '../core/photos/image.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'MEDIA_BUCKET', 'SIGNING_SECRET_ARN');
const s3 = connectS3();
const place = (bucket: string) => ({ objects: s3PhotoObjects(s3, bucket), urls: s3PictureUrls(bucket, VIEW_SECONDS) });
const tools = {
  ...connectPhotos(env),
  originals: place(env.WORK_BUCKET),
  shown: place(env.MEDIA_BUCKET),
  signer: secretSigner(env.SIGNING_SECRET_ARN, systemClock),
};

/** `GET /api/photos/{photo}/image`: on to where the picture is, or its bytes. */
export const handler = apiHandler(ALBUM_ROUTES['photo-image'], async ({ params, query, caller }) => {
  const image = await photoImage(await ownPhoto(params.photo, caller, tools.photos), query, tools);
  return 'location' in image ? redirect(image.location) : respondBytes(image.type, image.bytes);
});
