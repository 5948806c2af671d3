/**
 * Every route of the album. A new one is a line here, and
 * 1. `handlers/{its name}.ts`, which begins with `apiHandler(ALBUM_ROUTES['its-name'], …)`;
 * 2. what its function may touch: `lib/constructs/album-photo-grants.ts`, `lib/constructs/album-share-grants.ts`;
 * 3. what each kind of caller gets: a line in `test/local/album-matrix.test.ts`, which fails without it;
 * 4. `npm run openapi`; what people should know beyond this: `scripts/openapi/album-words.ts`;
 * 5. a method in `client/album-client.ts` where pages or commands call it.
 */

import { NoBody } from '../kernel/bodies.ts';
import { PageQuery } from '../kernel/field-schemas.ts';
import type { ApiRoute } from '../kernel/route.ts';
import { PHOTO_ROUTES } from './photo-routes.ts';
import { Album, AlbumList, AlbumPath, CreateAlbumRequest, UpdateAlbumRequest } from './schemas.ts';
import {
  CreateShareRequest,
  LinkInfo,
  LinkPath,
  NewShare,
  OpenedLink,
  OpenLinkRequest,
  ShareList,
  SharePath,
} from './share-schemas.ts';

const WRITES = { scope: 'albums:write', login: 'required' } as const;
const READS = { scope: 'albums:read', login: 'required' } as const;

/** Behind a link. */
const GUEST = { login: 'guest', ownership: 'link' } as const;

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
  'create-share': {
    method: 'POST',
    path: '/api/albums/{album}/shares',
    does: 'Makes a link that shows an album',
    ...WRITES,
    ownership: 'owner',
    params: AlbumPath,
    body: CreateShareRequest,
    answers: { 201: NewShare },
    errors: { too_many_links: 409 },
  },
  'list-shares': {
    method: 'GET',
    path: '/api/albums/{album}/shares',
    does: 'Links of an album, newest first',
    ...READS,
    ownership: 'owner',
    params: AlbumPath,
    answers: { 200: ShareList },
  },
  'revoke-share': {
    method: 'DELETE',
    path: '/api/albums/{album}/shares/{share}',
    does: 'Takes a link back',
    ...WRITES,
    ownership: 'owner',
    params: SharePath,
    answers: { 204: NoBody },
  },
  'show-share': {
    method: 'GET',
    path: '/api/share/{token}',
    does: 'What a link is, before it is opened',
    ...GUEST,
    params: LinkPath,
    answers: { 200: LinkInfo },
  },
  'open-share': {
    method: 'POST',
    path: '/api/share/{token}/session',
    does: 'Opens a link, or goes on with a session of it',
    ...GUEST,
    params: LinkPath,
    body: OpenLinkRequest,
    answers: { 200: OpenedLink },
    errors: { wrong_password: 401 },
  },
  ...PHOTO_ROUTES,
} as const satisfies Record<string, ApiRoute>;

export type AlbumRoute = keyof typeof ALBUM_ROUTES;
