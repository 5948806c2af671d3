/** What the HTTP API takes and answers about photos of an album. The form is that of schemas.ts. */
import * as z from 'zod';
import { PHOTO_BYTES, PHOTO_TYPES, PHOTOS_PER_PAGE } from '../../lib/limits/photos.ts';
import { id, Next, named, PageQuery, plain, Time } from '../kernel/field-schemas.ts';
import { AlbumId } from './schemas.ts';
import { VARIANTS } from './variants.ts';

export const PhotoId = id(/^photo_[0-9a-f-]{36}$/, 'photo', 'GET /api/albums/{album}/photos').describe('Id of a photo');
export const PhotoPath = z.object({ photo: PhotoId });
export const EntryPath = z.object({ album: AlbumId, photo: PhotoId });
export const PhotosQuery = PageQuery.extend({
  limit: z
    .stringFormat('limit', /^([1-9]\d?|100)$/, { error: `Give a whole number from 1 to ${PHOTOS_PER_PAGE.most}.` })
    .meta({ type: 'integer', minimum: 1, maximum: PHOTOS_PER_PAGE.most })
    .optional()
    .describe(`Photos of a page, 1 to ${PHOTOS_PER_PAGE.most}; ${PHOTOS_PER_PAGE.usual} when it is left out`),
});

const FileName = named(z.string().min(1, { abort: true }).max(255));

/** Type and size are checked apart from the schema: they answer 400 and 413, not 422. */
export const PhotoFile = z.strictObject({
  filename: FileName,
  content_type: z
    .string()
    .max(100)
    .describe(`${PHOTO_TYPES.join(', ')}; for another one the answer is 400`),
  file_size: z.int().min(1).describe(`Exact size in bytes; above ${PHOTO_BYTES} the answer is 413`),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 of the file as 64 hexadecimal digits in lower case.')
    .optional()
    .describe('Of the content, in hexadecimal; then the bucket takes no other content'),
});
export const PhotoTicketRequest = PhotoFile.extend({ album_id: AlbumId });
export const PhotoTicket = z.object({
  photo_id: PhotoId,
  upload_url: z.url().describe('PUT the file here, without an Authorization header'),
  upload_headers: z
    .record(z.string(), z.string())
    .describe('Send exactly these with the PUT: the signature binds them'),
  expires_in: z.int().describe('Seconds until the upload URL expires'),
});

export const ConfirmPhotoRequest = z.strictObject({ photo_id: PhotoId });
export const StoredPhoto = z.object({
  photo_id: PhotoId,
  filename: z.string(),
  url: z.string().describe('Path of the picture at this address, for its owner'),
});

/** The fields beside the file in a form; a file above 4 MB goes by ticket. */
export const UploadFields = z.strictObject({
  album_id: AlbumId,
  title: plain(z.string().trim().max(200)).optional(),
  description: plain(z.string().trim().max(1000)).optional(),
});

export const Photo = z.object({
  id: PhotoId,
  name: z.string().describe('Of the file'),
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.enum(PHOTO_TYPES),
  bytes: z.int(),
  state: z.enum(['pending', 'ready']).describe('pending: announced, and not confirmed yet'),
  variants: z
    .enum(['making', 'ready', 'failed'])
    .describe('The copies that are shown; failed: the picture cannot be decoded to its end'),
  variants_error: z.string().optional().describe('Why they failed'),
  width: z.int().optional().describe('In px, as it is shown upright'),
  height: z.int().optional(),
  created_at: Time,
  guest: z.literal(true).optional().describe('Uploaded by a guest'),
});
export const PhotoList = z.object({ items: z.array(Photo), next: Next });

/** What is removed is not seen any more; its objects and rows go in the background. */
export const Removal = z.object({ status: z.literal('removing') });
export const ImageQuery = z.strictObject({
  variant: z
    .enum(['original', ...VARIANTS])
    .default('screen')
    .describe('While variants are not there the original is shown'),
  via: z.literal('s3').optional().describe('An address in the bucket instead of at the edge'),
});

export type ImageQuery = z.infer<typeof ImageQuery>;
export type PhotosQuery = z.infer<typeof PhotosQuery>;
export type PhotoFile = z.infer<typeof PhotoFile>;
export type PhotoTicketRequest = z.infer<typeof PhotoTicketRequest>;
export type PhotoTicket = z.infer<typeof PhotoTicket>;
export type StoredPhoto = z.infer<typeof StoredPhoto>;
export type UploadFields = z.infer<typeof UploadFields>;
export type Photo = z.infer<typeof Photo>;
export type PhotoList = z.infer<typeof PhotoList>;
