/** The routes of photos: a part of the album's table (routes.ts). */
import type { ApiRoute } from '../kernel/route.ts';
import {
  ConfirmPhotoRequest,
  Photo,
  PhotoList,
  PhotoPath,
  PhotosQuery,
  PhotoTicket,
  PhotoTicketRequest,
  StoredPhoto,
} from './photo-schemas.ts';
import { AlbumPath } from './schemas.ts';

const WRITES = { scope: 'albums:write', login: 'required' } as const;
const READS = { scope: 'albums:read', login: 'required' } as const;

export const PHOTO_ROUTES = {
  'create-photo-ticket': {
    method: 'POST',
    path: '/api/photos/presigned-url',
    does: 'Signs the upload of a photo',
    ...WRITES,
    ownership: 'owner',
    body: PhotoTicketRequest,
    answers: { 200: PhotoTicket },
    errors: { wrong_type: 400, too_large: 413 },
  },
  'renew-photo-ticket': {
    method: 'POST',
    path: '/api/photos/{photo}/ticket',
    does: 'Signs the upload of a pending photo again',
    ...WRITES,
    ownership: 'owner',
    params: PhotoPath,
    answers: { 200: PhotoTicket },
    errors: { already_confirmed: 409 },
  },
  'confirm-photo': {
    method: 'POST',
    path: '/api/photos/confirm',
    does: 'Takes an uploaded photo into its album',
    ...WRITES,
    ownership: 'owner',
    body: ConfirmPhotoRequest,
    answers: { 200: StoredPhoto },
    errors: { not_uploaded: 404, ticket_expired: 410, wrong_bytes: 422 },
  },
  'list-photos': {
    method: 'GET',
    path: '/api/albums/{album}/photos',
    does: 'Photos of an album, newest first',
    ...READS,
    ownership: 'owner',
    params: AlbumPath,
    query: PhotosQuery,
    answers: { 200: PhotoList },
  },
  'show-photo': {
    method: 'GET',
    path: '/api/photos/{photo}',
    does: 'What is known of a photo',
    ...READS,
    ownership: 'owner',
    params: PhotoPath,
    answers: { 200: Photo },
  },
} as const satisfies Record<string, ApiRoute>;
