import type { GridShape } from './grid-shape.ts';

type XY = [number, number];

/** Room for the numbers of rows and columns at the picture's edges, in CSS px. */
export const EDGE: XY = [32, 20];
/** Widths of a cell: something must be seen of it, and larger than the largest says no more. */
export const [SMALLEST_CELL, LARGEST_CELL] = [4, 128];

export type Cells = { width: number; height: number };

export function cellsOf({ aspect }: Pick<GridShape, 'aspect'>, width: number): Cells {
  return { width, height: Math.max(SMALLEST_CELL, Math.round(width * aspect)) };
}

/** The width of a cell at which all are seen in a frame. */
export function wholeCell({ rows, cols, aspect }: Pick<GridShape, 'rows' | 'cols' | 'aspect'>, [w, h]: XY): number {
  const fits = Math.min((w - EDGE[0]) / cols.length, (h - EDGE[1]) / (rows.length * aspect));
  return Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, Math.floor(fits)));
}

/** The next width towards a larger or a smaller cell; the same one at the ends. */
export const zoomed = (width: number, by: 1 | -1): number =>
  Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, Math.round(width * 1.5 ** by)));

/** CSS px of the whole picture. */
export const sizeOf = ({ rows, cols }: Pick<GridShape, 'rows' | 'cols'>, cells: Cells): XY => [
  EDGE[0] + cols.length * cells.width,
  EDGE[1] + rows.length * cells.height,
];

/** Columns and rows of which something is seen: `[first, last]` each, in a window of the picture that is scrolled so far. */
export function seen(
  { rows, cols }: Pick<GridShape, 'rows' | 'cols'>,
  cells: Cells,
  scrolled: XY,
  [width, height]: XY,
): { across: XY; down: XY } {
  const range = (from: number, length: number, cell: number, all: number): XY => [
    Math.max(0, Math.floor(from / cell)),
    Math.min(all - 1, Math.floor((from + length) / cell)),
  ];
  return {
    across: range(scrolled[0], width - EDGE[0], cells.width, cols.length),
    down: range(scrolled[1], height - EDGE[1], cells.height, rows.length),
  };
}

/** The cell under a point of the window; beyond the first where the point is on an edge. */
export const cellAt = (cells: Cells, scrolled: XY, [x, y]: XY): XY => {
  const [left, top] = [x - EDGE[0], y - EDGE[1]];
  if (left < 0 || top < 0) return [-1, -1];
  return [Math.floor((left + scrolled[0]) / cells.width), Math.floor((top + scrolled[1]) / cells.height)];
};

/** How far a window is scrolled after a cell was brought into it: no farther than needed. */
export function broughtIn(cells: Cells, [across, down]: XY, scrolled: XY, [width, height]: XY): XY {
  const into = (at: number, cell: number, from: number, room: number) =>
    Math.max(Math.min(from, at * cell), (at + 1) * cell - room);
  return [
    into(across, cells.width, scrolled[0], width - EDGE[0]),
    into(down, cells.height, scrolled[1], height - EDGE[1]),
  ];
}

/** Every how many lines one is numbered, so that numbers keep this distance in px. */
export const numbered = (cell: number, apart: number): number => {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  return steps.find((step) => step * cell >= apart) ?? 1000;
};
