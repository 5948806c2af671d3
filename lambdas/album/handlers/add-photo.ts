import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { variantsQueue } from '../adapters/connect-queues.ts';
import { ownAlbum } from '../core/own-album.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { photoView } from '../core/photos/photo-view.ts';
import { putInto } from '../core/photos/take-out.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'VARIANTS_QUEUE_URL');
const { albums, photos } = connectPhotos(env);
const variants = variantsQueue(env);

/** `PUT /api/albums/{album}/photos/{photo}`: it lies in both albums from then on. */
export const handler = apiHandler(ALBUM_ROUTES['add-photo'], async ({ params, caller }) => {
  const photo = await ownPhoto(params.photo, caller, photos);
  const { id: album } = await ownAlbum(params.album, caller, albums);
  if (await putInto(album, photo, photos)) await variants([{ photo: photo.id, album }]);
  return respond(202, photoView(photo, await photos.entry(album, photo)));
});
