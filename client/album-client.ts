/** The album's part of the client. */
import type * as z from 'zod';
import type { PhotoFile, PhotoTicketRequest } from '../lambdas/album/photo-schemas.ts';
import { ALBUM_ROUTES } from '../lambdas/album/routes.ts';
import type { CreateAlbumRequest, UpdateAlbumRequest } from '../lambdas/album/schemas.ts';
import type { CreateShareRequest, OpenLinkRequest } from '../lambdas/album/share-schemas.ts';
import type { Variant } from '../lambdas/album/variants.ts';
import { SESSION_HEADER } from '../lib/limits/shares.ts';
import { apiCaller, type ClientOptions, type Page, pageOf } from './api-caller.ts';

export type AlbumClient = ReturnType<typeof createAlbumClient>;

/** `limit`: how many photos the page may hold. */
type PhotosPage = Page & { limit?: number };
const photosPage = ({ limit, ...at }: PhotosPage) => ({ ...pageOf(at), ...(limit && { limit: String(limit) }) });

const guest = (session: string | undefined): Record<string, string> => (session ? { [SESSION_HEADER]: session } : {});

/** Every method throws `ApiError`. */
export function createAlbumClient(options: ClientOptions) {
  const { call, fetched, uploadShot } = apiCaller(ALBUM_ROUTES, options);
  return {
    createAlbum: (album: CreateAlbumRequest) => call('create-album', { body: album }),
    /** Own albums, newest first. */
    listAlbums: (at: Page = {}) => call('list-albums', { query: pageOf(at) }),
    showAlbum: (album: string) => call('show-album', { params: { album } }),
    updateAlbum: (album: string, changes: UpdateAlbumRequest) =>
      call('update-album', { params: { album }, body: changes }),
    createShare: (album: string, share: z.input<typeof CreateShareRequest>) =>
      call('create-share', { params: { album }, body: share }),
    listShares: (album: string) => call('list-shares', { params: { album } }),
    revokeShare: (album: string, share: string) => call('revoke-share', { params: { album, share } }),
    /** `session`: of this link, where there is one. */
    showShare: (token: string, session?: string) => call('show-share', { params: { token } }, guest(session)),
    openShare: (token: string, body: OpenLinkRequest = {}) => call('open-share', { params: { token }, body }),
    createPhotoTicket: (photo: PhotoTicketRequest) => call('create-photo-ticket', { body: photo }),
    renewPhotoTicket: (photo: string) => call('renew-photo-ticket', { params: { photo } }),
    confirmPhoto: (photo_id: string) => call('confirm-photo', { body: { photo_id } }),
    /** Newest first. */
    listPhotos: (album: string, at: PhotosPage = {}) =>
      call('list-photos', { params: { album }, query: photosPage(at) }),
    showPhoto: (photo: string) => call('show-photo', { params: { photo } }),
    /** Cookies for the pictures of an album come with the answer. */
    albumSession: (album: string) => call('album-session', { params: { album } }),
    listSharePhotos: (token: string, session: string, at: PhotosPage = {}) =>
      call('list-share-photos', { params: { token }, query: photosPage(at) }, guest(session)),
    createShareTicket: (token: string, session: string, file: PhotoFile) =>
      call('create-share-ticket', { params: { token }, body: file }, guest(session)),
    renewShareTicket: (token: string, session: string, photo: string) =>
      call('renew-share-ticket', { params: { token, photo } }, guest(session)),
    confirmSharePhoto: (token: string, session: string, photo: string) =>
      call('confirm-share-photo', { params: { token }, body: { photo_id: photo } }, guest(session)),
    /** Of photos that this link gave tickets for: whether they came, and can be shown. */
    sentPhotos: (token: string, session: string, photo_ids: string[]) =>
      call('show-sent-photos', { params: { token }, body: { photo_ids } }, guest(session)),
    /** A copy, for its owner, where no cookies show it. */
    photoPicture: (photo: string, variant: Variant) =>
      fetched(`/api/photos/${encodeURIComponent(photo)}/image?variant=${variant}`),
    /** The path of the same for a guest, as an `<img>` takes it. */
    sharePicture: (token: string, session: string, photo: string, variant: Variant): string => {
      const [link, id] = [token, photo].map(encodeURIComponent);
      return `/api/share/${link}/photos/${id}/image?${new URLSearchParams({ variant, session })}`;
    },
    /** The file as it was uploaded. */
    photoOriginal: (photo: string) => fetched(`/api/photos/${encodeURIComponent(photo)}/image?variant=original`),
    deletePhoto: (photo: string) => call('delete-photo', { params: { photo } }),
    /** It lies in both albums then. */
    addPhoto: (album: string, photo: string) => call('add-photo', { params: { album, photo } }),
    removePhoto: (album: string, photo: string) => call('remove-photo', { params: { album, photo } }),
    deleteAlbum: (album: string) => call('delete-album', { params: { album } }),
    uploadShot,
  };
}
