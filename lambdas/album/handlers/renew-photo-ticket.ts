import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { countTicket } from '../adapters/album-metrics.ts';
import { connectTickets } from '../adapters/connect-tickets.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { renewPhotoTicket } from '../core/photos/renew-ticket.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectTickets(readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET'));

/** `POST /api/photos/{photo}/ticket`: a new URL for a photo that is pending still. */
export const handler = apiHandler(ALBUM_ROUTES['renew-photo-ticket'], async ({ params, caller }) =>
  respond(200, await renewPhotoTicket(await ownPhoto(params.photo, caller, tools.photos), tools)),
).use(countTicket());
