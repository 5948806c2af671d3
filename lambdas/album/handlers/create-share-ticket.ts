import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { countTicket } from '../adapters/album-metrics.ts';
import { connectTickets } from '../adapters/connect-tickets.ts';
import { guestOf } from '../core/shares/enter.ts';
import { createGuestTicket } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectTickets(readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET'));

/** `POST /api/share/{token}/photos/presigned-url`: a presigned upload of one photo more. */
export const handler = guestHandler(ALBUM_ROUTES['create-share-ticket'], async (request) =>
  respond(200, await createGuestTicket(guestOf(request), request.body, tools)),
).use(countTicket());
