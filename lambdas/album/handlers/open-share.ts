import { systemClock } from '../../kernel/clock.ts';
import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { randomToken } from '../../kernel/secret-token.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { connectLinks } from '../adapters/connect-links.ts';
import { albumCookies } from '../core/album-cookies.ts';
import { guestOf } from '../core/shares/enter.ts';
import { openLink } from '../core/shares/open-link.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'SIGNING_SECRET_ARN');
const tools = { ...connectLinks(env), newToken: randomToken };
const signer = secretSigner(env.SIGNING_SECRET_ARN, systemClock);

/** `POST /api/share/{token}/session`: a view is counted, unless a session of the link goes on; cookies for the pictures. */
export const handler = guestHandler(ALBUM_ROUTES['open-share'], async (request) => {
  const { password, session, known } = request.body;
  const { opened, sees } = await openLink({ ...guestOf(request, session), password, known }, tools);
  const seeing = sees ? await albumCookies(opened.album.id, 'guest', { signer, clock: systemClock }) : { cookies: [] };
  const { cookies, ...told } = seeing;
  return respond(200, { ...opened, ...told }, { cookies });
});
