/** Where the shots of a build lie and why, in the API; and how somebody says it better. Places are map px. */
import * as z from 'zod';
import { FARTHEST_PIXEL, SHOTS_PER_JOB } from '../../lib/limits.ts';
import { Box, BuildId, MapId, Point, ScreenshotId } from './field-schemas.ts';
import type { PairReason as OfPair, ShotReason as OfShot } from './placement.ts';

export const ShotPath = z.object({ map: MapId, build: BuildId, screenshot_id: ScreenshotId });

export const ShotReason = z
  .enum([
    ...(['given', 'by_hand', 'matched', 'one_pair'] as const),
    ...(['apart', 'ambiguous', 'flat', 'different', 'alone'] as const),
  ] satisfies OfShot[])
  .describe(
    'How the position was found. `given`: the plan is right. `by_hand`: somebody put it there. `matched`: its neighbours hold it. `one_pair`: one neighbour does. `apart`: it fits its neighbours, but nothing ties their group to the rest of the map. `ambiguous`: its surroundings repeat, so the nearest of the places that fit. `flat`: nothing to compare. `different`: it fits none of its neighbours. `alone`: it overlaps none.',
  );
export const PairReason = z
  .enum(['sure', 'ambiguous', 'flat', 'different', 'same_picture', 'no_overlap'] satisfies OfPair[])
  .describe(
    'Why the pair says what it says. `sure`: one offset fits, and no other. `ambiguous`: several do. `flat`: almost nothing to compare in the overlap. `different`: the pictures do not fit. `same_picture`: both are the same. `no_overlap`: by the plan they overlap too little.',
  );
const Confidence = z.number().min(0).max(1);
const Residual = z.number().min(0).nullable();

export const Shot = z.object({
  screenshot_id: ScreenshotId,
  name: z.string(),
  row: z.int(),
  col: z.int(),
  nominal: Point.describe('Where it was planned, in px of the plan'),
  position: Point.describe('In map px: the origin is the top-left of the map as published'),
  confidence: Confidence.describe('That the position is right within half a pixel'),
  reason: ShotReason,
  residual: Residual.describe(
    'How far, in px, it lies from where the sure pair that disagrees most wants it; null where no pair holds it',
  ),
});
export const ShotsAnswer = z.object({
  map: MapId,
  build: BuildId,
  width: z.int(),
  height: z.int(),
  boxes: z
    .array(Box)
    .describe('Interface that covers the same pixels of every shot: [left, top, width, height] in px of a shot'),
  shots: z.array(Shot),
});

const PictureUrl = z
  .url()
  .nullable()
  .describe(
    'GET the screenshot here; when it has been removed, a copy of half its size, as long as the build is kept; null where there is none',
  );
export const Side = z.enum([
  'right',
  'left',
  'below',
  'above',
  'right-below',
  'left-below',
  'right-above',
  'left-above',
]);
export const ShotPair = z.object({
  neighbour: Shot.omit({ nominal: true, reason: true, residual: true }).extend({ picture_url: PictureUrl }),
  side: Side.describe('Where the neighbour lies by the plan, seen from the shot'),
  offset: Point.nullable().describe(
    'Top-left of the neighbour minus top-left of the shot, in px, as the two pictures say; null where they say nothing',
  ),
  residual: Residual.describe('How far the two lie from that offset, in px'),
  confidence: Confidence.describe('That the offset is right'),
  reason: PairReason,
  lattice: z
    .tuple([Point, Point])
    .optional()
    .describe('Where the content repeats: every offset plus whole multiples of these two fits as well'),
  used: z.boolean().describe('It agrees with where both lie, and held them there'),
});
export const ShotDetail = Shot.extend({
  map: MapId,
  build: BuildId,
  estimated: Point.describe('Where its picture says it lies, before that was rounded to the whole px of `position`'),
  width: z.int().describe('Of every shot of the build, in px'),
  height: z.int(),
  picture_url: PictureUrl,
  removed: z.boolean().describe('The screenshot itself has gone: the build cannot be made again, hence not corrected'),
  expires_in: z.int().describe('Seconds until the picture URLs expire'),
  pairs: z.array(ShotPair).describe('What it and each of its neighbours say of each other; none where all was given'),
});

const WholePixel = z.int().min(-FARTHEST_PIXEL).max(FARTHEST_PIXEL);
export const CorrectionsRequest = z.strictObject({
  shots: z
    .array(
      z.strictObject({
        screenshot_id: ScreenshotId,
        position: z
          .tuple([WholePixel, WholePixel])
          .nullable()
          .describe('Where its top-left corner lies, in map px; null: its picture says it again'),
      }),
    )
    .min(1)
    .max(SHOTS_PER_JOB)
    .describe('The others of the build stay as they were asked for; those that were put somewhere before stay there'),
});

export type ShotReason = z.infer<typeof ShotReason>;
export type PairReason = z.infer<typeof PairReason>;
export type Side = z.infer<typeof Side>;
export type Shot = z.infer<typeof Shot>;
export type ShotsAnswer = z.infer<typeof ShotsAnswer>;
export type ShotPair = z.infer<typeof ShotPair>;
export type ShotDetail = z.infer<typeof ShotDetail>;
export type CorrectionsRequest = z.infer<typeof CorrectionsRequest>;
