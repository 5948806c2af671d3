/**
 * Who gets what of the album's routes, but for those behind links: a line for each, written by hand, so that a route whose scope or
 * ownership is changed by mistake fails.
 */
import { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import type { Gets } from './matrix.ts';
import { announced } from './photos.ts';

/** What ada owns; the variables of a path are taken from here by their names. */
export type OwnedThings = { album: string; share: string; photo: string; bytes: Uint8Array };
export type OwnedRow = {
  gets: Gets;
  body?: (things: OwnedThings) => object;
  /** Things of its own, for a route that takes them away. */
  fresh?: true;
};

/** One line for each route. */
export const OWNED_EXPECTED: Record<string, OwnedRow> = {
  //                         none bad  exp. aud. scope other owner
  'create-album': { gets: [401, 401, 401, 401, 403, 201, 201], body: () => ({ name: 'Lake' }) },
  'list-albums': { gets: [401, 401, 401, 401, 403, 200, 200] },
  'show-album': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'create-share': { gets: [401, 401, 401, 401, 403, 404, 201], body: () => ({}) },
  'album-session': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'list-shares': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'revoke-share': { gets: [401, 401, 401, 401, 403, 404, 204] },
  'update-album': { gets: [401, 401, 401, 401, 403, 404, 200], body: () => ({ description: 'By Ada' }) },
  'create-photo-ticket': {
    gets: [401, 401, 401, 401, 403, 404, 200],
    body: ({ album, bytes }) => announced(album, bytes),
  },
  // It is confirmed already.
  'renew-photo-ticket': { gets: [401, 401, 401, 401, 403, 404, 409] },
  'confirm-photo': { gets: [401, 401, 401, 401, 403, 404, 200], body: ({ photo }) => ({ photo_id: photo }) },
  'list-photos': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'show-photo': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'delete-photo': { gets: [401, 401, 401, 401, 403, 404, 202], fresh: true },
  'photo-image': { gets: [401, 401, 401, 401, 403, 404, 302] },
  // No form: test/local/album-photos.test.ts sends one.
  'upload-photo': { gets: [401, 401, 401, 401, 403, 422, 422] },
  'add-photo': { gets: [401, 401, 401, 401, 403, 404, 202] },
  // It lies in no other album.
  'remove-photo': { gets: [401, 401, 401, 401, 403, 404, 409] },
  'delete-album': { gets: [401, 401, 401, 401, 403, 404, 202], fresh: true },
};

const ALL: [string, ApiRoute][] = Object.entries(ALBUM_ROUTES);
export const OWNED_ROUTES = ALL.filter(([, { login }]) => login !== 'guest');
