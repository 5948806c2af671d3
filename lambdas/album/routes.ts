/**
 * Every route of the album. A new one is a line here, in `photo-routes.ts` or in `share-routes.ts`, and
 * 1. `handlers/{its name}.ts`: `apiHandler(ALBUM_ROUTES['its-name'], …)`, behind a link `guestHandler`, with what `adapters/connect-*.ts` connect;
 * 2. what its function may touch: `lib/constructs/album-photo-grants.ts`, `lib/constructs/album-share-grants.ts`;
 * 3. what each kind of caller gets: a line in `test/support/album-expected.ts`, of one behind a link in
 *    `test/local/share-matrix.test.ts`; the matrices fail without it. It is used in `test/support/permissions/album-use.ts`;
 * 4. `npm run openapi`; what people should know beyond this: `scripts/openapi/album-words.ts`;
 * 5. a method in `client/album-client.ts` where pages or commands call it.
 */

import { PageQuery } from '../kernel/field-schemas.ts';
import type { ApiRoute } from '../kernel/route.ts';
import { READS, WRITES } from './access.ts';
import { PHOTO_ROUTES } from './photo-routes.ts';
import { Album, AlbumList, AlbumPath, CreateAlbumRequest, UpdateAlbumRequest } from './schemas.ts';
import { SHARE_ROUTES } from './share-routes.ts';

export const ALBUM_ROUTES = {
  'create-album': {
    method: 'POST',
    path: '/api/albums',
    does: 'Makes an album',
    ...WRITES,
    ownership: 'caller',
    body: CreateAlbumRequest,
    answers: { 201: Album },
  },
  'list-albums': {
    method: 'GET',
    path: '/api/albums',
    does: 'Own albums, newest first',
    ...READS,
    ownership: 'caller',
    query: PageQuery,
    answers: { 200: AlbumList },
  },
  'show-album': {
    method: 'GET',
    path: '/api/albums/{album}',
    does: 'An album',
    ...READS,
    ownership: 'owner',
    params: AlbumPath,
    answers: { 200: Album },
  },
  'update-album': {
    method: 'PATCH',
    path: '/api/albums/{album}',
    does: 'Changes name or description of an album',
    ...WRITES,
    ownership: 'owner',
    params: AlbumPath,
    body: UpdateAlbumRequest,
    answers: { 200: Album },
  },
  ...PHOTO_ROUTES,
  ...SHARE_ROUTES,
} as const satisfies Record<string, ApiRoute>;

export type AlbumRoute = keyof typeof ALBUM_ROUTES;
