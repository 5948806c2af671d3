/** Where a tile of a build comes from, in the API. */
import * as z from 'zod';
import { SHOTS_OF_TILE } from '../../lib/limits.ts';
import { Time } from '../kernel/field-schemas.ts';
import { BuildId, MapId } from './field-schemas.ts';
import { Shot } from './shot-schemas.ts';

const TileNumber = z.string().regex(/^(0|[1-9]\d{0,8})$/, 'Give a whole number from 0 on.');
export const TilePath = z.object({
  map: MapId,
  build: BuildId,
  z: TileNumber.describe('Zoom: 0 is one tile, the largest has the px of the shots'),
  x: TileNumber.describe('To the right'),
  y: TileNumber.describe('Downwards'),
});

const Px = z.int().min(0);
export const ShotOfTile = Shot.pick({ screenshot_id: true, name: true, position: true }).extend({
  share: z.number().min(0).max(1).describe('Of all px of the tile, those outside the map too'),
  page_url: z.string().describe('Page of the shot, a path of the platform: for its owner it shows the screenshot'),
});
export const TileDetail = z.object({
  map: MapId,
  build: BuildId,
  tile: z.string().describe('`z/x/y`'),
  area: z.tuple([Px, Px, Px, Px]).describe('What of the map it shows: left, top, width, height in map px'),
  state: z
    .enum(['stored', 'blank', 'empty'])
    .describe('`stored`: a picture. `blank`: all one colour, not stored. `empty`: no shot shows anything there.'),
  colour: z.string().nullable().describe('`#rrggbbaa` of a blank tile'),
  picture_url: z.string().nullable().describe('A path of the platform; null where none is stored'),
  made_in: BuildId.nullable().describe(
    'The build that made it: this one, or an earlier one that it was taken over from. Null where that was not noted: in builds from before it was',
  ),
  made_at: Time.nullable().describe('When that build was begun; null with `made_in`'),
  own: z.boolean().describe('The map is the caller’s, who may look at the screenshots'),
  covered: z
    .number()
    .min(0)
    .max(1)
    .describe('Of all px of the tile, where shots show; outside of them it is transparent'),
  shot_count: z.int().min(0).describe('How many shots show in it'),
  every_row: z
    .int()
    .min(1)
    .describe(
      'Shares and count are of every so manieth row of map px: 1 is all of them, which is exact; more for large parts of large maps',
    ),
  shots: z
    .array(ShotOfTile)
    .max(SHOTS_OF_TILE)
    .describe(`Of the shots that show in it those with the largest shares, ${SHOTS_OF_TILE} at most; largest first`),
});

export type TilePath = z.infer<typeof TilePath>;
export type ShotOfTile = z.infer<typeof ShotOfTile>;
export type TileDetail = z.infer<typeof TileDetail>;
