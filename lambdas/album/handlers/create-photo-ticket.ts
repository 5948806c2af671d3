import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { countTicket } from '../adapters/album-metrics.ts';
import { connectTickets } from '../adapters/connect-tickets.ts';
import { ownAlbum } from '../core/own-album.ts';
import { createPhotoTicket } from '../core/photos/create-ticket.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectTickets(readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET'));

/** `POST /api/photos/presigned-url`: a presigned upload of one photo. */
export const handler = apiHandler(ALBUM_ROUTES['create-photo-ticket'], async ({ body, caller }) => {
  const { album_id, ...file } = body;
  return respond(200, await createPhotoTicket(file, () => ownAlbum(album_id, caller, tools.albums), tools));
}).use(countTicket());
