import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { showPhoto } from '../core/photos/photo-view.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const { photos } = connectPhotos(readEnv('ALBUM_TABLE', 'MEDIA_TABLE'));

/** `GET /api/photos/{photo}`: also one that is pending. */
export const handler = apiHandler(ALBUM_ROUTES['show-photo'], async ({ params, caller }) =>
  respond(200, await showPhoto(await ownPhoto(params.photo, caller, photos), photos)),
);
