/**
 * Checksums of the parts of a capture: where only a part of it has changed, tiles that show the rest of it are as they were. They
 * are those of decoded pixels, so the same picture in another file has the same.
 */
import { hash } from 'node:crypto';
import type { Pixels } from '../ports/pictures.ts';
import type { Size } from './tiling/pyramid.ts';

/** Side of a cell, in px: a quarter of a tile. */
const SIDE = 128;
/** Of a larger capture the cells are larger: what workers answer for a batch travels as state (256 KiB), 64 captures at once. */
const MOST = 100;
/** Of each SHA-256: 48 bits, and each is only compared with the cell that was at the same place. As Base64 they have no padding. */
const BYTES = 6;
const CHARACTERS = 8;

/** What tells a picture from another: its file's SHA-256, and of its parts where somebody looked. */
export type SeenPicture = { sha256: string; cells?: string | undefined };

/** Px of a picture, the ends excluded. */
export type Part = { left: number; top: number; right: number; bottom: number };

const gridOf = ({ width, height }: Size) => {
  let side = SIDE;
  while (Math.ceil(width / side) * Math.ceil(height / side) > MOST) side += SIDE;
  return { side, columns: Math.ceil(width / side), rows: Math.ceil(height / side) };
};

/** Of every cell, row by row from the top left. 4 ms for 1280 x 1024 px; decoding them is 17. */
export function cellsOf({ width, height, channels, data }: Pixels): string {
  const { side, columns, rows } = gridOf({ width, height });
  const gathered = new Uint8Array(side * side * channels);
  const cell = (column: number, row: number) => {
    const bytes = Math.min(side, width - column * side) * channels;
    const lines = Math.min(side, height - row * side);
    for (let line = 0; line < lines; line++) {
      const from = ((row * side + line) * width + column * side) * channels;
      gathered.set(data.subarray(from, from + bytes), line * bytes);
    }
    return hash('sha256', gathered.subarray(0, lines * bytes), 'buffer').toString('base64', 0, BYTES);
  };
  return Array.from({ length: columns * rows }, (_, i) => cell(i % columns, Math.floor(i / columns))).join('');
}

/**
 * Those that a part of the picture touches; undefined where these are not the cells of a picture of that size: cut off, or cut to
 * another grid. Of a part beyond their end all pictures would be the same.
 */
export function cellsWithin(cells: string, size: Size, { left, top, right, bottom }: Part): string | undefined {
  const { side, columns, rows } = gridOf(size);
  if (cells.length !== CHARACTERS * columns * rows) return undefined;
  const first = Math.floor(left / side);
  const count = Math.ceil(right / side) - first;
  let within = '';
  for (let row = Math.floor(top / side); row * side < bottom; row++) {
    const from = CHARACTERS * (row * columns + first);
    within += cells.slice(from, from + CHARACTERS * count);
  }
  return within;
}
