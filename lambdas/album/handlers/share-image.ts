import { ALBUM_COOKIE_SECONDS } from '../../../lib/limits/shares.ts';
import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { redirect, respondBytes } from '../../kernel/respond.ts';
import { countImage } from '../adapters/album-metrics.ts';
import { connectPictures } from '../adapters/connect-pictures.ts';
import { guestOf } from '../core/shares/enter.ts';
import { guestPicture } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'MEDIA_BUCKET', 'SIGNING_SECRET_ARN');
const tools = connectPictures(env, ALBUM_COOKIE_SECONDS.guest);

/** `GET /api/share/{token}/photos/{photo}/image`: on to the copy, for a minute, or its bytes. */
export const handler = guestHandler(ALBUM_ROUTES['share-image'], async (request) => {
  const { variant, session } = request.query;
  const image = await guestPicture(guestOf(request, session), { photo: request.params.photo, variant }, tools);
  return 'location' in image ? redirect(image.location) : respondBytes(image.type, image.bytes);
}).use(countImage('shared'));
