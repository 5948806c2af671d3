import type { XY } from '../../../placement.ts';
import { isValid, type PlainStrip, TEXTURED } from './pictures.fixture.ts';

/** Calls `see` with the places in `a` and `b` of every pixel of the overlap, on every `every`-th row of it. */
export function overlap(
  a: PlainStrip,
  [dx, dy]: XY,
  every: number,
  see: (i: number, j: number, x: number, y: number) => void,
): void {
  const { width, height } = a;
  for (let y = Math.max(dy, 0); y < Math.min(height, height + dy); y += every)
    for (let x = Math.max(dx, 0); x < Math.min(width, width + dx); x++)
      see(y * width + x, (y - dy) * width + x - dx, x, y);
}

export const bothValid = (a: PlainStrip, i: number, b: PlainStrip, j: number): boolean =>
  isValid(a.flags[i]) && isValid(b.flags[j]);

/** Valid in both, textured in one. */
export const comparable = (a: PlainStrip, i: number, b: PlainStrip, j: number): boolean =>
  bothValid(a, i, b, j) && [a.flags[i], b.flags[j]].includes(TEXTURED);
