import { createHash } from 'node:crypto';
import type { Block, TileSettings } from '../../workflow.ts';
import { TILER_VERSION } from '../jobs/inputs-hash.ts';

/**
 * The same fingerprint means the same tiles, byte by byte: settings, place, the shots with their places, and what loses where they
 * overlap. A screenshot's id stands for its pixels, because an object is written once.
 */
export function blockInputs(
  { id, tile_x, tile_y, columns, rows, shots, boxes }: Block,
  settings: TileSettings,
): string {
  const { format, quality, effort, max_zoom, width, height } = settings;
  const placed = shots.map(({ id, x, y, width, height, low }) => [id, x, y, width, height, ...(low ? ['low'] : [])]);
  const made = [TILER_VERSION, format, quality, effort, max_zoom, width, height, id, tile_x, tile_y, columns, rows];
  return createHash('sha256')
    .update(JSON.stringify([...made, placed, ...(boxes ? [boxes] : [])]))
    .digest('hex');
}
