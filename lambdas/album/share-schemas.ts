/** What the HTTP API takes and answers about links that show an album. The form is that of schemas.ts. */
import * as z from 'zod';
import { SENT_PHOTOS_ASKED, VARIANT_SIDES } from '../../lib/limits/photos.ts';
import { SHARE } from '../../lib/limits/shares.ts';
import { id, Time } from '../kernel/field-schemas.ts';
import { Photo, PhotoId, StoredPhoto } from './photo-schemas.ts';
import { AlbumId } from './schemas.ts';
import { VARIANTS } from './variants.ts';

export const ShareId = id(/^share_[0-9A-HJKMNP-TV-Z]{26}$/, 'link', 'GET /api/albums/{album}/shares').describe(
  'Id of a link; it opens nothing',
);
export const SharePath = z.object({ album: AlbumId, share: ShareId });
/** Whatever it is: what is no token is an unknown link (404). */
export const LinkPath = z.object({ token: z.string().max(200).describe('The last part of the address of the link') });

export const GuestUpload = z
  .enum(['none', 'allowed', 'only'])
  .describe('Whether guests may add photos; only: they see none of the album');
export const CreateShareRequest = z
  .strictObject({
    expires_in_days: z.int().min(1).max(SHARE.days).optional().describe('Left out: it never expires'),
    password: z
      .string()
      .min(SHARE.password[0])
      .max(SHARE.password[1])
      .refine((it) => it.isWellFormed(), 'Give whole characters.')
      .optional()
      .describe('Guests must give it; it is not stored and cannot be shown again'),
    upload: GuestUpload.default('none'),
    max_photos: z
      .int()
      .min(1)
      .max(SHARE.photos.most)
      .optional()
      .describe(`Photos that guests may add in all; ${SHARE.photos.usual} when it is left out`),
    max_views: z.int().min(1).max(SHARE.views).optional().describe('How often it may be opened; left out: no limit'),
  })
  .refine((it) => it.max_photos === undefined || it.upload !== 'none', {
    path: ['max_photos'],
    message: 'Leave it out, or let guests add photos: upload must be allowed or only.',
  });

export const Share = z.object({
  share_id: ShareId,
  created_at: Time,
  state: z.enum(['open', 'expired', 'revoked', 'exhausted']),
  expires_at: Time.optional(),
  has_password: z.boolean(),
  upload: GuestUpload,
  max_photos: z.int().optional().describe('Photos that guests may add in all; only where they may'),
  uploads: z.int().optional().describe('Photos that guests have announced so far'),
  max_views: z.int().optional(),
  views: z.int().describe('How often it was opened'),
  revoked_at: Time.optional(),
  wrong_passwords: z
    .int()
    .optional()
    .describe('Today (UTC), from people who never opened it; left out where there were none'),
});
export const NewShare = Share.extend({
  token: z.string().describe('Told once: only its hash is stored'),
  url: z.string().describe('Path of its page at this address'),
});
export const ShareList = z.object({ items: z.array(Share).describe('Newest first') });

/** What a guest may know before the link is opened. */
export const LinkInfo = z.object({
  name: z.string().optional().describe('Of the album; not told before the password is given'),
  password_required: z.boolean(),
  upload: GuestUpload,
  expires_at: Time.optional(),
});
export const OpenLinkRequest = z.strictObject({
  password: z.string().max(SHARE.password[1]).optional(),
  session: z.string().max(200).optional().describe('A session of this link: while it is good, no view is counted'),
  known: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 of a session as 64 hexadecimal digits in lower case.')
    .optional()
    .describe(
      'SHA-256 of a session that opened this link before: wrong passwords are then counted apart from strangers',
    ),
});
export const OpenedAlbum = z.object({
  id: AlbumId,
  name: z.string(),
  description: z.string(),
  photos: z.int().optional().describe('Left out where guests see none'),
});
/** Cookies for the pictures of an album come with it. */
export const AlbumSession = z.object({
  expires_in: z.int().describe('Seconds that the cookies for the pictures are good: ask again before'),
  unsigned: z
    .literal(true)
    .optional()
    .describe('Nothing can be signed just now, and no cookies came: ask for each picture by its own route meanwhile'),
});
export const OpenedLink = z.object({
  session: z.string().describe('Send it as the header x-share-session'),
  session_ends_at: Time,
  ...AlbumSession.shape,
  album: OpenedAlbum,
});

export const GuestPhotoPath = LinkPath.extend({ photo: PhotoId });
export const PictureQuery = z.strictObject({
  variant: z
    .enum(VARIANTS)
    .default('screen')
    .describe(`Longest side ${VARIANT_SIDES.thumb} or ${VARIANT_SIDES.screen} px; never the original`),
  session: z.string().max(200).optional().describe('For who cannot send the header x-share-session: an `<img>`'),
});
export const GuestPhoto = StoredPhoto.omit({ url: true });

export const SentPhotosRequest = z.strictObject({
  photo_ids: z
    .array(PhotoId)
    .min(1)
    .max(SENT_PHOTOS_ASKED)
    .describe('Of tickets that this link gave; those of others are answered as gone'),
});
export const SentPhoto = z.object({
  photo_id: PhotoId,
  state: z
    .enum(['pending', 'ready', 'gone'])
    .describe(
      'pending: announced, and not confirmed yet; ready: it lies in the album; gone: it was not what was announced, did not come within a day, or was deleted',
    ),
  ...Photo.pick({ variants: true, variants_error: true }).partial().shape,
});
export const SentPhotos = z.object({ items: z.array(SentPhoto).describe('In the order of the request') });

export type SentPhoto = z.infer<typeof SentPhoto>;
export type SentPhotos = z.infer<typeof SentPhotos>;
export type GuestPhoto = z.infer<typeof GuestPhoto>;
export type CreateShareRequest = z.infer<typeof CreateShareRequest>;
export type Share = z.infer<typeof Share>;
export type NewShare = z.infer<typeof NewShare>;
export type ShareList = z.infer<typeof ShareList>;
export type LinkInfo = z.infer<typeof LinkInfo>;
export type OpenLinkRequest = z.infer<typeof OpenLinkRequest>;
export type OpenedLink = z.infer<typeof OpenedLink>;
