/** A shot in the request of a job, in the API. */
import * as z from 'zod';
import { SHOT_ANSWER_BYTES, SHOTS_ANSWER_BYTES } from '../../lib/limits.ts';
import { Point, ScreenshotId, ShotName } from './field-schemas.ts';

export const JobShot = z.strictObject({
  screenshot_id: ScreenshotId,
  name: ShotName,
  row: z.int().min(0).max(9999),
  col: z.int().min(0).max(9999),
  nominal: Point.describe('Where the top-left corner should be, in px of the plan'),
  fixed: Point.optional().describe(
    'Where somebody put it, in px of the plan: it stays there, whatever its picture says',
  ),
});

const utf8 = new TextEncoder();
/** Whether the API can answer about shots of these names: what a job is made of, and where every shot lies. */
export function namesFit(names: string[]): boolean {
  // Twice: an answer is JSON, and travels as a string in the JSON of the function's answer.
  const bytes = (name: string) => utf8.encode(JSON.stringify(JSON.stringify(name))).length;
  return names.reduce((sum, name) => sum + SHOT_ANSWER_BYTES + bytes(name), 0) <= SHOTS_ANSWER_BYTES;
}

export type JobShot = z.infer<typeof JobShot>;
