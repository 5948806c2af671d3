import { TILE_SIZE } from '../../../../lib/limits.ts';
import { gridBelow, maxZoom, nativeGrid, type Size } from '../tiling/pyramid.ts';
import type { Cell } from './cells.ts';

/** Of a level: tiles that show something, and those of them that show something new. */
export type Level = { stored: number; made: number };

const STORED = 1;
const MADE = 2;

/** From the native zoom down to one tile. */
export function levelsOf(world: Size, cells: Cell[], isNew: (id: string) => boolean): Level[] {
  const native = nativeGrid(world);
  let marks = new Uint8Array(native.columns * native.rows);
  for (const cell of cells) {
    const { left, right, top, bottom } = cell.span(TILE_SIZE);
    const mark = isNew(cell.id) ? STORED | MADE : STORED;
    for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) marks[y * native.columns + x]! |= mark;
  }
  const levels = [levelOf(marks)];
  for (let below = 1; below <= maxZoom(world); below++) {
    const [from, to] = [gridBelow(native, below - 1), gridBelow(native, below)];
    const parents = new Uint8Array(to.columns * to.rows);
    for (const [index, mark] of marks.entries()) {
      const [x, y] = [index % from.columns, Math.floor(index / from.columns)];
      parents[(y >> 1) * to.columns + (x >> 1)]! |= mark;
    }
    marks = parents;
    levels.push(levelOf(marks));
  }
  return levels;
}

function levelOf(marks: Uint8Array): Level {
  let [stored, made] = [0, 0];
  for (const mark of marks) {
    if (mark & STORED) stored++;
    if (mark & MADE) made++;
  }
  return { stored, made };
}
