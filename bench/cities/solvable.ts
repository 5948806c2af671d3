/** Which shots of a city can be known at all: what its painter knows of what it painted, not what an estimate says. */
import type { View } from './sprite.ts';

/**
 * Pixels of things that stand nowhere else, which both shots of a pair must show: the visible part of one house. Water,
 * ground, roads, repeated houses, traffic and what lies under an interface or a popup count as nothing.
 */
const TELLING_PIXELS = 600;

export type Taken = { row: number; col: number; view: Omit<View, 'data'>; usable: boolean };

/** Members of the largest group that neighbours (right, below) hold together; the others have no place to be known. */
export function solvableShots(shots: Taken[]): boolean[] {
  const ties: [number, number][] = [];
  const at = new Map(shots.map((shot, index) => [`${shot.row} ${shot.col}`, index]));
  for (const [index, shot] of shots.entries()) {
    for (const cell of [`${shot.row} ${shot.col + 1}`, `${shot.row + 1} ${shot.col}`]) {
      const other = at.get(cell);
      if (other !== undefined && areTied(shot, shots[other]!)) ties.push([index, other]);
    }
  }
  return largestGroup(shots.length, ties);
}

/** Whether these two alone tell how they lie to each other. */
export const areTied = (a: Taken, b: Taken): boolean =>
  a.usable && b.usable && tellingTogether(a.view, b.view) >= TELLING_PIXELS;

/** Which of so many belong to the largest group that ties hold together; none where nothing is tied. */
export function largestGroup(count: number, ties: readonly [number, number][]): boolean[] {
  const group = Array.from({ length: count }, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (group[root] !== root) root = group[root] = group[group[root]!]!;
    return root;
  };
  for (const [a, b] of ties) group[rootOf(a)] = rootOf(b);
  const roots = group.map((_, index) => rootOf(index));
  const sizes = new Map<number, number>();
  for (const root of roots) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  const [largest, size] = [...sizes].reduce((most, each) => (each[1] > most[1] ? each : most));
  return roots.map((root) => size > 1 && root === largest);
}

function tellingTogether(a: Taken['view'], b: Taken['view']): number {
  const [ax, ay, bx, by] = [a.left, a.top, b.left, b.top].map(Math.floor) as [number, number, number, number];
  const [left, right] = [Math.max(ax, bx), Math.min(ax + a.width, bx + b.width)];
  let count = 0;
  for (let y = Math.max(ay, by); y < Math.min(ay + a.height, by + b.height); y++) {
    for (let x = left; x < right; x++) {
      count += a.telling[(y - ay) * a.width + x - ax]! & b.telling[(y - by) * b.width + x - bx]!;
    }
  }
  return count;
}
