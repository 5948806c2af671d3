import { ALBUM_COOKIE_SECONDS } from '../../../lib/limits/shares.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { albumCookies } from '../core/album-cookies.ts';
import { ownAlbum } from '../core/own-album.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'SIGNING_SECRET_ARN');
const albums = dynamodbAlbums(connectDocuments(), env.ALBUM_TABLE);
const signer = secretSigner(env.SIGNING_SECRET_ARN, systemClock);

/** `POST /api/albums/{album}/session`: cookies for all pictures of an album, so that a page asks once for all of them. */
export const handler = apiHandler(ALBUM_ROUTES['album-session'], async ({ params, caller }) => {
  const { id } = await ownAlbum(params.album, caller, albums);
  const { cookies, ...told } = await albumCookies(id, 'owner', { signer, clock: systemClock });
  return respond(200, { expires_in: ALBUM_COOKIE_SECONDS.owner, ...told }, { cookies });
});
