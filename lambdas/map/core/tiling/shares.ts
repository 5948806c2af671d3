import { TILE_SIZE } from '../../../../lib/limits.ts';
import type { Positions } from '../../workflow.ts';
import { boxRows } from './box-rows.ts';
import { eachRun } from './owners.ts';
import { placedShots } from './placed-shots.ts';
import type { Tile } from './pyramid.ts';

/**
 * Rows of map px that are looked at, at most: tiles up to three levels below the native one exactly, of larger ones every n-th row.
 * Zoom 0 of 10,000 shots takes 0.2 s of a core so; all rows would be 32 times that, and an API function has 0.3 of a core. A shot
 * that owns no px of those rows is missed: one that shows in fewer than 32 rows of such a map.
 */
const MOST_ROWS = 4096;

export type Shares = {
  /** Every how manieth row was looked at: 1 is all. */
  every_row: number;
  /** Of the shots that show in the tile: shares of all its px, those outside the world too. Largest first. */
  shares: { id: string; share: number }[];
};

/** Who shows in a tile, and how much of it each, by the owner rule: lower levels are made of the px of the native one. */
export function sharesOf(tile: Tile, { width, height, max_zoom, boxes, shots }: Positions): Shares {
  const side = TILE_SIZE * 2 ** (max_zoom - tile.z);
  const [left, top] = [tile.x * side, tile.y * side];
  const [right, bottom] = [Math.min(width, left + side), Math.min(height, top + side)];
  const near = placedShots(shots).filter(
    (shot) => shot.x < right && shot.x + shot.width > left && shot.y < bottom && shot.y + shot.height > top,
  );
  const covered = boxRows(boxes);
  const every_row = Math.max(1, side / MOST_ROWS);
  const owned = new Float64Array(near.length);
  const visit = (owner: number, from: number, to: number) => {
    owned[owner]! += to - from;
  };
  for (let y = top + Math.floor(every_row / 2); y < bottom; y += every_row)
    eachRun(near, y, left, right, visit, covered);
  const seen = near.flatMap(({ id }, i) => (owned[i]! > 0 ? [{ id, share: (owned[i]! * every_row) / side ** 2 }] : []));
  return { every_row, shares: seen.toSorted((a, b) => b.share - a.share) };
}
