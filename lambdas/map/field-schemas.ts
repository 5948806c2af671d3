/** Fields that schemas of the map's API share: ids, texts, places. */
import * as z from 'zod';
import { BOXES_PER_JOB, FARTHEST_PIXEL, SHOT_PIXELS } from '../../lib/limits.ts';
import { id, named, plain } from '../kernel/field-schemas.ts';

export const MapId = id(/^[a-z0-9_-]{1,60}$/, 'map', 'GET /api/maps').describe('Id of a map');
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
export const ShotName = named(z.string().min(1, { abort: true }).max(255));
export const SaveDataId = plain(z.string().min(1).max(200));
