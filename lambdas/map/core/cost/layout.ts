/** Where the shots of a job are planned, before there are any: what an estimate knows instead of pictures. */
import { GRID_STEP } from '../../../../lib/limits.ts';
import type { SizedShot } from '../../workflow.ts';
import type { GameGrid } from '../steps/capture-plan.ts';
import type { Size } from '../tiling/pyramid.ts';

/** Row by row, all of one size, from (0, 0) of the map. */
export type Layout = SizedShot[];

export type Grid = Size & {
  shots: number;
  /** Left out: as square as it can be. */
  columns?: number | undefined;
  step?: readonly [number, number] | undefined;
};

export function gridLayout({ shots, width, height, step = [GRID_STEP, GRID_STEP], ...grid }: Grid): Layout {
  const columns = Math.min(grid.columns ?? Math.ceil(Math.sqrt(shots)), shots);
  const cells = Array.from({ length: shots }, (_, index) => {
    const [row, col] = [Math.floor(index / columns), index % columns];
    return { row, col, nominal: [col * step[0], row * step[1]] as [number, number] };
  });
  return cells.map(shotOf({ width, height }));
}

/** As the game stands: hills are not known, and what lies outside of its world is left out. */
export function gameLayout({ size, cells }: GameGrid): Layout {
  const corner = ([0, 1] as const).map((axis) => Math.min(...cells.map(({ nominal }) => nominal[axis])));
  return cells
    .map(({ row, col, nominal: [x, y] }) => ({
      row,
      col,
      nominal: [x - corner[0]!, y - corner[1]!] as [number, number],
    }))
    .map(shotOf(size));
}

const shotOf =
  (size: Size) =>
  (cell: Pick<SizedShot, 'row' | 'col' | 'nominal'>, index: number): SizedShot => {
    const id = String(index);
    return { id, key: id, name: id, ...cell, ...size };
  };

/** The rectangle around all of them. */
export function sizeOf(layout: Layout): Size {
  const far = (axis: 0 | 1, side: 'width' | 'height') =>
    Math.max(...layout.map((shot) => shot.nominal[axis] + shot[side]));
  return { width: far(0, 'width'), height: far(1, 'height') };
}
