import type { Shot } from '../../lambdas/map/shot-schemas.ts';

type Cell = Pick<Shot, 'row' | 'col'>;

export type GridShape = {
  /** Rows and columns of the picture, top to bottom and left to right, as the plan counts them. */
  rows: number[];
  cols: number[];
  /** Where a shot stands in the picture: `[across, down]`, counted in cells. */
  place(shot: Cell): [number, number];
  /** Index of the shot in a cell of the picture. */
  at(across: number, down: number): number | undefined;
  /** The shot that a key leads to; the same one where there is none that way; undefined for keys that do not move. */
  next(index: number, key: string): number | undefined;
  /** Height of a cell as a share of its width: as the shots are apart. */
  aspect: number;
};

/** Holes are shown as such, unless they are most of the picture: two shots a thousand rows apart stand side by side. */
const MOST_HOLES = 4;
/** Cells remain something to look at and to meet. */
const [FLATTEST, STEEPEST] = [0.5, 1.5];

export function gridShape(shots: readonly (Cell & Pick<Shot, 'nominal'>)[]): GridShape {
  const rows = lines(shots.map(({ row }) => row));
  const cols = lines(shots.map(({ col }) => col));
  const [down, across] = [rows, cols].map((all) => new Map(all.map((line, at) => [line, at])));
  const place = ({ row, col }: Cell): [number, number] => [across!.get(col)!, down!.get(row)!];
  const cells = new Map<number, number>();
  const keyOf = (x: number, y: number) => y * cols.length + x;
  for (const [index, shot] of shots.entries()) cells.set(keyOf(...place(shot)), index);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= cols.length || y >= rows.length ? undefined : cells.get(keyOf(x, y));
  const towards = (index: number, dx: number, dy: number) => {
    let [x, y] = place(shots[index]!);
    do {
      [x, y] = [x + dx, y + dy];
      const found = at(x, y);
      if (found !== undefined) return found;
    } while (x >= 0 && y >= 0 && x < cols.length && y < rows.length);
    return index;
  };
  const farthest = (index: number, dx: number, dy: number): number => {
    for (let here = index; ; ) {
      const there = towards(here, dx, dy);
      if (there === here) return here;
      here = there;
    }
  };
  const next = (index: number, key: string) => {
    switch (key) {
      case 'ArrowLeft':
        return towards(index, -1, 0);
      case 'ArrowRight':
        return towards(index, 1, 0);
      case 'ArrowUp':
        return towards(index, 0, -1);
      case 'ArrowDown':
        return towards(index, 0, 1);
      case 'Home':
        return farthest(index, -1, 0);
      case 'End':
        return farthest(index, 1, 0);
      case 'PageUp':
        return farthest(index, 0, -1);
      case 'PageDown':
        return farthest(index, 0, 1);
      default:
        return undefined;
    }
  };
  return { rows, cols, place, at, next, aspect: aspectOf(shots, place, at) };
}

/** The lines that are shown: all from the first to the last, or where most would be empty those that have shots. */
function lines(of: number[]): number[] {
  const used = [...new Set(of)].toSorted((a, b) => a - b);
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? -1];
  const span = last - first + 1;
  return span > MOST_HOLES * used.length ? used : Array.from({ length: span }, (_, line) => first + line);
}

/** From the distances of neighbours in the plan; a square where there are none. */
function aspectOf(
  shots: readonly Pick<Shot, 'row' | 'col' | 'nominal'>[],
  place: GridShape['place'],
  at: GridShape['at'],
): number {
  const step = (axis: 0 | 1) => {
    const steps = shots.flatMap((shot) => {
      const [x, y] = place(shot);
      const before = at(x - (1 - axis), y - axis);
      return before === undefined ? [] : [shot.nominal[axis] - shots[before]!.nominal[axis]];
    });
    return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  };
  const [x, y] = [step(0), step(1)];
  return x > 0 && y > 0 ? Math.min(Math.max(y / x, FLATTEST), STEEPEST) : 1;
}
