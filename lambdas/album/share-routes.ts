/** The routes of links, and those behind them: a part of the album's table (routes.ts). */
import { NoBody } from '../kernel/bodies.ts';
import type { ApiRoute } from '../kernel/route.ts';
import { ConfirmPhotoRequest, PhotoFile, PhotoList, PhotosQuery, PhotoTicket } from './photo-schemas.ts';
import { AlbumPath } from './schemas.ts';
import {
  AlbumSession,
  CreateShareRequest,
  GuestPhoto,
  GuestPhotoPath,
  LinkInfo,
  LinkPath,
  NewShare,
  OpenedLink,
  OpenLinkRequest,
  PictureQuery,
  ShareList,
  SharePath,
} from './share-schemas.ts';

const WRITES = { scope: 'albums:write', login: 'required' } as const;
const READS = { scope: 'albums:read', login: 'required' } as const;
/** Behind a link. */
const GUEST = { login: 'guest', ownership: 'link' } as const;

export const SHARE_ROUTES = {
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
  'album-session': {
    method: 'POST',
    path: '/api/albums/{album}/session',
    does: 'Cookies for the pictures of an album, for its owner',
    ...READS,
    ownership: 'owner',
    params: AlbumPath,
    answers: { 200: AlbumSession },
  },
  'list-share-photos': {
    method: 'GET',
    path: '/api/share/{token}/photos',
    does: 'Photos behind a link, newest first',
    ...GUEST,
    params: LinkPath,
    query: PhotosQuery,
    answers: { 200: PhotoList },
    errors: { session_ended: 401 },
  },
  'share-image': {
    method: 'GET',
    path: '/api/share/{token}/photos/{photo}/image',
    does: 'Shows a photo behind a link',
    ...GUEST,
    params: GuestPhotoPath,
    query: PictureQuery,
    answers: { 302: NoBody },
    errors: { session_ended: 401, not_ready: 404, no_picture: 404 },
  },
  'create-share-ticket': {
    method: 'POST',
    path: '/api/share/{token}/photos/presigned-url',
    does: 'Signs the upload of a photo by a guest',
    ...GUEST,
    params: LinkPath,
    body: PhotoFile,
    answers: { 200: PhotoTicket },
    errors: { session_ended: 401, wrong_type: 400, too_large: 413, quota_reached: 409 },
  },
  'renew-share-ticket': {
    method: 'POST',
    path: '/api/share/{token}/photos/{photo}/ticket',
    does: "Signs the upload of a guest's pending photo again",
    ...GUEST,
    params: GuestPhotoPath,
    answers: { 200: PhotoTicket },
    errors: { session_ended: 401, already_confirmed: 409 },
  },
  'confirm-share-photo': {
    method: 'POST',
    path: '/api/share/{token}/photos/confirm',
    does: "Takes a guest's uploaded photo into the album",
    ...GUEST,
    params: LinkPath,
    body: ConfirmPhotoRequest,
    answers: { 200: GuestPhoto },
    errors: { session_ended: 401, not_uploaded: 404, ticket_expired: 410, wrong_bytes: 422 },
  },
} as const satisfies Record<string, ApiRoute>;
