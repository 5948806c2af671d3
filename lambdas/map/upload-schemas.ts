/** What the HTTP API answers about uploads that were interrupted. The form is that of schemas.ts. */
import * as z from 'zod';
import { SHOT_TYPES } from '../../lib/limits.ts';
import { Next, ScreenshotId, Time } from './field-schemas.ts';

export const Upload = z.object({
  name: z.string().describe('As it was announced; a job may give it another'),
  bytes: z.int(),
  type: z.enum(SHOT_TYPES),
  sha256: z.string().describe('Of the content, in hexadecimal'),
  screenshot_id: ScreenshotId,
  expires_at: Time.describe('When it goes, unless a job uses it before'),
});
export const UploadList = z.object({ uploads: z.array(Upload), next: Next });

export type Upload = z.infer<typeof Upload>;
export type UploadList = z.infer<typeof UploadList>;
