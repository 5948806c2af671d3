import { TILE_SIZE } from '../../../lib/limits.ts';
import { TesseraError } from '../../kernel/errors.ts';
import type { Size } from './tiling/pyramid.ts';

/** A picture in plan px. */
export type Rectangle = Size & { name: string; at: [number, number] };
export type World = Size & { origin: [number, number] };

const alignedDown = (value: number) => Math.floor(value / TILE_SIZE) * TILE_SIZE;

/** Whole px: half a pixel would have to be invented, and tiles that are cut exactly are the point. */
export const wholePixels = ([x, y]: [number, number]): [number, number] => [Math.round(x), Math.round(y)];

/** The top-left corner of all pictures, in plan px. */
export const cornerOf = (pictures: Pick<Rectangle, 'at'>[]): [number, number] => {
  const edge = (axis: 0 | 1) => pictures.reduce((least, { at }) => Math.min(least, at[axis]), Infinity);
  return [edge(0), edge(1)];
};

/** The corner of the tile that holds it, where tiles are counted from the plan's zero. */
export const tileCornerOf = (pictures: Rectangle[]): [number, number] => {
  const [x, y] = cornerOf(pictures);
  return [alignedDown(x), alignedDown(y)];
};

/**
 * The map's rectangle around all pictures, from its origin. The first published build fixes the origin; links and comparisons of
 * builds rely on it for the map's life.
 */
export function worldOf(pictures: Rectangle[], origin: [number, number]): World {
  const far = (axis: 0 | 1, side: 'width' | 'height') =>
    pictures.reduce((most, picture) => Math.max(most, picture.at[axis] + picture[side]), -Infinity);
  return { origin, width: far(0, 'width') - origin[0], height: far(1, 'height') - origin[1] };
}

/**
 * Estimates and what somebody puts beside them may reach out of a map by half a picture at most: that much is cut off. What they are
 * estimated from may lie anywhere.
 */
export const beginsOutside = (
  { at, width, height }: Omit<Rectangle, 'name'>,
  { origin: [left, top] }: Pick<World, 'origin'>,
  { exact }: { exact: boolean },
): boolean => at[0] < left - (exact ? 0 : width / 2) || at[1] < top - (exact ? 0 : height / 2);

/**
 * @throws TesseraError `outside_map` (422) when a picture begins left of or above the map
 */
export function refuseOutside(pictures: Rectangle[], map: Pick<World, 'origin'>, options: { exact: boolean }): void {
  const outside = pictures.filter((picture) => beginsOutside(picture, map, options));
  if (outside.length > 0) throw outsideMap(outside, map.origin);
}

function outsideMap(outside: Rectangle[], [x, y]: [number, number]): TesseraError {
  const named = outside.slice(0, 5).map(({ name, at }) => `${name} at (${at.join(', ')})`);
  const more = outside.length > named.length ? ` and ${outside.length - named.length} more` : '';
  const message =
    `The map begins at (${x}, ${y}), fixed by its first published build, and these shots begin before it: ${named.join(', ')}${more}. ` +
    'Build a map of another name, or shift the positions.';
  return new TesseraError('outside_map', 422, message);
}
