/** The album's part of the client. */
import { ALBUM_ROUTES } from '../lambdas/album/routes.ts';
import type { CreateAlbumRequest, UpdateAlbumRequest } from '../lambdas/album/schemas.ts';
import { apiCaller, type ClientOptions, type Page, pageOf } from './api-caller.ts';

export type AlbumClient = ReturnType<typeof createAlbumClient>;

/** Every method throws `ApiError`. */
export function createAlbumClient(options: ClientOptions) {
  const { call, uploadShot } = apiCaller(ALBUM_ROUTES, options);
  return {
    createAlbum: (album: CreateAlbumRequest) => call('create-album', { body: album }),
    /** Own albums, newest first. */
    listAlbums: (at: Page = {}) => call('list-albums', { query: pageOf(at) }),
    showAlbum: (album: string) => call('show-album', { params: { album } }),
    updateAlbum: (album: string, changes: UpdateAlbumRequest) =>
      call('update-album', { params: { album }, body: changes }),
    uploadShot,
  };
}
