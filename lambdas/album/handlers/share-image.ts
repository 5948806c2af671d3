import { systemClock } from '../../kernel/clock.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { redirect } from '../../kernel/respond.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { guestOf } from '../core/shares/enter.ts';
import { guestPicture } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'SIGNING_SECRET_ARN');
const tools = { ...connectPhotos(env), signer: secretSigner(env.SIGNING_SECRET_ARN, systemClock) };

/** `GET /api/share/{token}/photos/{photo}/image`: on to the copy, for a minute. */
export const handler = apiHandler(ALBUM_ROUTES['share-image'], async (request) => {
  const { variant, session } = request.query;
  const guest = { ...guestOf(request), ...(session !== undefined && { session }) };
  return redirect(await guestPicture(guest, { photo: request.params.photo, variant }, tools));
});
