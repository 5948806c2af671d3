import type { Layout } from './layout.ts';

/**
 * What a shot shows in the map: the nearest centre owns a pixel, so on a grid each has a rectangle around its own, half way to its
 * neighbours, and to its own edge where there is none.
 */
export type Cell = {
  id: string;
  /** Squares of this side, px, that it touches: columns and rows, both ends included. */
  span(side: number): { left: number; right: number; top: number; bottom: number };
  /** `x_y` of the squares of this side that it touches. */
  squares(side: number): string[];
};

export function cellsOf(layout: Layout): Cell[] {
  const at = new Map(layout.map((shot) => [`${shot.row} ${shot.col}`, shot.nominal]));
  return layout.map(({ id, row, col, nominal: [x, y], width, height }) => {
    const beside = (down: number, right: number) => at.get(`${row + down} ${col + right}`);
    const between = (own: number, other: number, size: number) => (own + other + size) / 2;
    const [before, after, above, below] = [beside(0, -1), beside(0, 1), beside(-1, 0), beside(1, 0)];
    const left = before ? between(x, before[0], width) : x;
    const right = after ? between(x, after[0], width) : x + width;
    const top = above ? between(y, above[1], height) : y;
    const bottom = below ? between(y, below[1], height) : y + height;
    const span: Cell['span'] = (side) => ({
      left: Math.floor(left / side),
      right: Math.ceil(right / side) - 1,
      top: Math.floor(top / side),
      bottom: Math.ceil(bottom / side) - 1,
    });
    return { id, span, squares: (side) => namesIn(span(side)) };
  });
}

function namesIn({ left, right, top, bottom }: ReturnType<Cell['span']>): string[] {
  const names: string[] = [];
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) names.push(`${x}_${y}`);
  return names;
}
