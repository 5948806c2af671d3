import type { SizedShot } from '../../workflow.ts';
import type { Size } from '../tiling/pyramid.ts';

/** What a shot shows in the map: the nearest centre owns a pixel, so on a grid each has a rectangle around its own. */
export type Cell = {
  id: string;
  /** Tiles of this side, px, that it touches: columns and rows, both ends included. */
  span(side: number): { left: number; right: number; top: number; bottom: number };
  /** `x_y` of the blocks of this side that it touches. */
  blocks(side: number): string[];
};

export function cellsOf(shots: SizedShot[], world: Size, [stepX, stepY]: readonly [number, number]): Cell[] {
  const last = { col: Math.max(...shots.map(({ col }) => col)), row: Math.max(...shots.map(({ row }) => row)) };
  return shots.map(({ id, row, col, nominal: [x, y], width, height }) => {
    const [marginX, marginY] = [Math.max(0, (width - stepX) / 2), Math.max(0, (height - stepY) / 2)];
    const left = col === 0 ? 0 : x + marginX;
    const right = col === last.col ? world.width : x + width - marginX;
    const top = row === 0 ? 0 : y + marginY;
    const bottom = row === last.row ? world.height : y + height - marginY;
    const span: Cell['span'] = (side) => ({
      left: Math.floor(left / side),
      right: Math.ceil(right / side) - 1,
      top: Math.floor(top / side),
      bottom: Math.ceil(bottom / side) - 1,
    });
    return { id, span, blocks: (side) => namesIn(span(side)) };
  });
}

function namesIn({ left, right, top, bottom }: ReturnType<Cell['span']>): string[] {
  const names: string[] = [];
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) names.push(`${x}_${y}`);
  return names;
}
