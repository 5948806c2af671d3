import { VIEW_SECONDS } from '../../../lib/limits/photos.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { redirect, respondBytes } from '../../kernel/respond.ts';
import { countImage } from '../adapters/album-metrics.ts';
import { connectPictures, picturePlace } from '../adapters/connect-pictures.ts';
import { photoImage } from '../core/photos/image.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'MEDIA_BUCKET', 'SIGNING_SECRET_ARN');
const tools = { ...connectPictures(env, VIEW_SECONDS), originals: picturePlace(env.WORK_BUCKET, VIEW_SECONDS) };

/** `GET /api/photos/{photo}/image`: on to where the picture is, or its bytes. */
export const handler = apiHandler(ALBUM_ROUTES['photo-image'], async ({ params, query, caller }) => {
  const image = await photoImage(await ownPhoto(params.photo, caller, tools.photos), query, tools);
  return 'location' in image ? redirect(image.location) : respondBytes(image.type, image.bytes, image.saveAs);
}).use(countImage('authenticated'));
