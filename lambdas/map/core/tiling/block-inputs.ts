import { createHash } from 'node:crypto';
import type { Block, TileSettings } from '../../workflow.ts';
import { TILER_VERSION } from '../jobs/inputs-hash.ts';

/**
 * The same fingerprint means the same tiles, byte by byte: settings, place, and the shots with their places. A screenshot's id
 * stands for its pixels, because an object is written once.
 */
export function blockInputs({ id, tile_x, tile_y, columns, rows, shots }: Block, settings: TileSettings): string {
  const { format, quality, effort, max_zoom, width, height } = settings;
  const placed = shots.map((shot) => [shot.id, shot.x, shot.y, shot.width, shot.height]);
  const made = [TILER_VERSION, format, quality, effort, max_zoom, width, height, id, tile_x, tile_y, columns, rows];
  return createHash('sha256')
    .update(JSON.stringify([...made, placed]))
    .digest('hex');
}
