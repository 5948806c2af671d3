/** What the HTTP API answers about uploads that need not be sent again. The form is that of schemas.ts. */
import * as z from 'zod';
import { SHOT_TYPES } from '../../lib/limits.ts';
import { Next, PageQuery, Time } from '../kernel/field-schemas.ts';
import { SaveId, ScreenshotId } from './field-schemas.ts';

export const Upload = z.object({
  name: z.string().describe('As it was announced; a job may give it another'),
  bytes: z.int(),
  type: z.enum(SHOT_TYPES),
  sha256: z.string().describe('Of the content, in hexadecimal'),
  screenshot_id: ScreenshotId,
  expires_at: Time.nullable().describe('When it goes, unless a job uses it before; null: a build of the map keeps it'),
});
export const UploadedSave = Upload.omit({ screenshot_id: true, type: true }).extend({ save: SaveId });
export const UploadsQuery = PageQuery.extend({
  kept: z.literal('true').optional().describe('Also those that builds of the map keep'),
  of: z.literal('saves').optional().describe('Saves of games in the place of screenshots'),
});
export const UploadList = z.object({
  uploads: z.array(Upload),
  saves: z.array(UploadedSave).optional().describe('Where they were asked for; `uploads` is empty then'),
  next: Next,
});

export type Upload = z.infer<typeof Upload>;
export type UploadedSave = z.infer<typeof UploadedSave>;
export type UploadsQuery = z.infer<typeof UploadsQuery>;
export type UploadList = z.infer<typeof UploadList>;
