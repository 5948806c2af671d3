import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { countTicket } from '../adapters/album-metrics.ts';
import { connectTickets } from '../adapters/connect-tickets.ts';
import { guestOf } from '../core/shares/enter.ts';
import { renewGuestTicket } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectTickets(readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET'));

/** `POST /api/share/{token}/photos/{photo}/ticket`: a new URL for a guest's photo that is pending still. */
export const handler = guestHandler(ALBUM_ROUTES['renew-share-ticket'], async (request) =>
  respond(200, await renewGuestTicket(guestOf(request), request.params.photo, tools)),
).use(countTicket());
