/** Cells of a grid of named shots that have none. Pure: for the command and the pages alike. */
import { SHOTS_PER_JOB } from '../lib/limits.ts';
import { nameOfCell, type Placed } from './grid.ts';

/** The names that the missing shots would have; `edge` holds the first ones, `edgeCount` counts them all. */
export type Holes = { inside: string[]; edge: string[]; edgeCount: number };

/** As many as fit a line. */
const EDGE_NAMED = 10;

/**
 * `inside`: cells that lie between two shots of their row or of their column. A world may have any outline, but where shots
 * go on behind a gap, one is missing. `edge`: the others of the rectangle that the shots span, as of an island, or of a shot
 * that is missing in a corner. More than `SHOTS_PER_JOB` of the first are not looked for.
 */
export function holesOf(placed: Placed[]): Holes {
  if (placed.length === 0) return { inside: [], edge: [], edgeCount: 0 };
  const taken = new Set(placed.map(cellKey));
  const inside = new Map<string, Cell>();
  const rows = Map.groupBy(placed, ({ row }) => row);
  for (const [row, shots] of rows)
    between(
      shots.map(({ col }) => col),
      (col) => keep(inside, { row, col }),
    );
  for (const [col, shots] of Map.groupBy(placed, ({ col }) => col))
    between(
      shots.map(({ row }) => row),
      (row) => keep(inside, { row, col }),
    );

  const [top, bottom] = spanOf(placed.map(({ row }) => row));
  const [left, right] = spanOf(placed.map(({ col }) => col));
  const edge: Cell[] = [];
  for (let row = top; row <= bottom && edge.length < EDGE_NAMED; row++) {
    for (let col = left; col <= right && edge.length < EDGE_NAMED; col++) {
      const key = cellKey({ row, col });
      if (!taken.has(key) && !inside.has(key)) edge.push({ row, col });
    }
  }
  const name = (cell: Cell) => nameOfCell(cell, (rows.get(cell.row)?.[0] ?? placed[0]!).file);
  const edgeCount = (bottom - top + 1) * (right - left + 1) - taken.size - inside.size;
  const sorted = [...inside.values()].sort((a, b) => a.row - b.row || a.col - b.col);
  return { inside: sorted.map(name), edge: edge.map(name), edgeCount };
}

type Cell = { row: number; col: number };
const cellKey = ({ row, col }: Cell) => `${row} ${col}`;

/** Says each whole number that lies between two of these; false stops. */
function between(numbers: number[], found: (between: number) => boolean): void {
  const sorted = numbers.toSorted((a, b) => a - b);
  for (const [i, end] of sorted.entries()) {
    for (let number = (sorted[i - 1] ?? end) + 1; number < end; number++) if (!found(number)) return;
  }
}

function keep(cells: Map<string, Cell>, cell: Cell): boolean {
  if (cells.size < SHOTS_PER_JOB) cells.set(cellKey(cell), cell);
  return cells.size < SHOTS_PER_JOB;
}

const spanOf = (numbers: number[]): [number, number] =>
  numbers.reduce(([least, most], each) => [Math.min(least, each), Math.max(most, each)], [Infinity, -Infinity]);
