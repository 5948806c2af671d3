/** What the HTTP API takes and answers about albums. The form is that of the map's schemas. */
import * as z from 'zod';
import { id, Next, named, plain, Time } from '../kernel/field-schemas.ts';

export const AlbumId = id(/^album_[0-9a-f-]{36}$/, 'album', 'GET /api/albums').describe('Id of an album');
export const AlbumPath = z.object({ album: AlbumId });

const AlbumName = named(z.string().trim().min(1, { abort: true }).max(100));
const Description = plainLines(z.string().trim().max(1000));

/** Texts of several lines: line breaks and tabs are no control characters here. */
function plainLines(text: z.ZodString) {
  return text.refine(
    (it) => plain(z.string()).safeParse(it.replaceAll(/[\r\n\t]/g, ' ')).success,
    'Give plain text without control characters and without U+FFFD.',
  );
}

export const CreateAlbumRequest = z.strictObject({
  name: AlbumName.describe('Several albums may have the same'),
  description: Description.optional(),
});
export const UpdateAlbumRequest = z
  .strictObject({ name: AlbumName.optional(), description: Description.optional() })
  .refine((it) => it.name !== undefined || it.description !== undefined, 'Give name or description, or both.');

export const Album = z.object({
  id: AlbumId,
  name: z.string(),
  description: z.string(),
  created_at: Time,
  photos: z.int().describe('Photos that lie in it; those that are only announced are not counted'),
});
export const AlbumDeletion = z.object({
  id: AlbumId,
  name: z.string(),
  since: Time,
  photos: z.int().describe('Photos that still lie in it'),
  late: z.boolean().describe('It should have ended by now. It is tried again every hour; DELETE tries again at once'),
});
export const AlbumList = z.object({
  items: z.array(Album),
  next: Next,
  deleting: z
    .array(AlbumDeletion)
    .optional()
    .describe('With the first page: albums that are being deleted, where there are some'),
});

export type Album = z.infer<typeof Album>;
export type AlbumDeletion = z.infer<typeof AlbumDeletion>;
export type AlbumList = z.infer<typeof AlbumList>;
export type CreateAlbumRequest = z.infer<typeof CreateAlbumRequest>;
export type UpdateAlbumRequest = z.infer<typeof UpdateAlbumRequest>;
