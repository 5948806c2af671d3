/** Fields that schemas of the map's API share: ids, texts, places, times. */
import * as z from 'zod';
import { BOXES_PER_JOB, FARTHEST_PIXEL, SHOT_PIXELS } from '../../lib/limits.ts';

/** Ids are made by the platform; a message says where to find the right one. */
const id = (pattern: RegExp, what: string, source: string) =>
  z.string().regex(pattern, `This is no id of a ${what}; take it from ${source}.`);
export const MapId = id(/^[a-z0-9-]{1,60}$/, 'map', 'GET /api/maps').describe('Id of a map');
export const BuildId = id(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'build', 'GET /api/maps/{map}').describe(
  'Id of a build of a map: a ULID, later builds are greater',
);
export const JobId = id(/^job_[0-9A-HJKMNP-TV-Z]{26}$/, 'job', 'GET /api/jobs').describe('Id of a job');
export const ScreenshotId = id(/^shot_[0-9a-f-]{36}$/, 'screenshot', 'the upload ticket').describe(
  'Id of a screenshot, from its upload ticket',
);
export const SaveId = id(/^save_[0-9a-f-]{36}$/, 'save', 'its upload ticket').describe(
  'Id of a save of a game, from its upload ticket',
);
const Coordinate = z.number().min(-FARTHEST_PIXEL).max(FARTHEST_PIXEL);
export const Point = z.tuple([Coordinate, Coordinate]);
const Side = z.int().min(0).max(SHOT_PIXELS);
export const Box = z.tuple([Side, Side, Side.min(1), Side.min(1)]);
export const Boxes = z
  .array(Box)
  .max(BOXES_PER_JOB)
  .describe('What the game draws over every shot, as [left, top, width, height] in px of a shot');
export const Time = z.iso.datetime().describe('UTC');
/**
 * Stored and shown as it is: half a character or a control character would come back as something else. U+FFFD is what
 * decoders put in the place of bytes that are no text.
 */
export const plain = (text: z.ZodString) =>
  text.refine(
    (it) => it.isWellFormed() && !/[\p{Cc}\ufffd]/u.test(it),
    'Give plain text without control characters and without U+FFFD.',
  );
/**
 * Something to see: not only spaces and zero widths. U+2800 is the empty Braille pattern. Characters that turn what follows (others
 * than the marks that names in Arabic or Hebrew need) would make a name look like another one, and turn the words after it.
 */
export const named = (text: z.ZodString) =>
  plain(text)
    .refine((it) => /[^\p{C}\p{Z}\p{DI}\u2800]/u.test(it), 'Give a name that can be seen.')
    .refine(
      (it) => !/[\u202a-\u202e\u2066-\u2069]/.test(it),
      'Give a name without characters that turn the direction of a text (U+202A to U+202E, U+2066 to U+2069).',
    );
export const ShotName = named(z.string().min(1, { abort: true }).max(255));
export const SaveDataId = plain(z.string().min(1).max(200));
export const Next = z
  .string()
  .nullable()
  .describe('Give it as `next` to get the page after this one; null: this is the last');
