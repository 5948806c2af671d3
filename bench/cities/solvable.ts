/** Which shots of a city can be known at all: what its painter knows of what it painted, not what an estimate says. */
import type { View } from './sprite.ts';

/**
 * Pixels of things that stand nowhere else, which both shots of a pair must show: the visible part of one house. Water,
 * ground, roads, repeated houses, traffic and what lies under an interface or a popup count as nothing.
 */
const TELLING_PIXELS = 600;

export type Taken = { row: number; col: number; view: View; usable: boolean };

/** Members of the largest group that neighbours (right, below) hold together; the others have no place to be known. */
export function solvableShots(shots: Taken[]): boolean[] {
  const group = shots.map((_, index) => index);
  const rootOf = (index: number): number => (group[index] === index ? index : rootOf(group[index]!));
  const at = new Map(shots.map((shot, index) => [`${shot.row} ${shot.col}`, index]));
  for (const [index, shot] of shots.entries()) {
    for (const cell of [`${shot.row} ${shot.col + 1}`, `${shot.row + 1} ${shot.col}`]) {
      const other = at.get(cell);
      if (other === undefined || !shot.usable || !shots[other]!.usable) continue;
      if (tellingTogether(shot.view, shots[other]!.view) >= TELLING_PIXELS) group[rootOf(index)] = rootOf(other);
    }
  }
  const sizes = new Map<number, number>();
  for (const index of shots.keys()) sizes.set(rootOf(index), (sizes.get(rootOf(index)) ?? 0) + 1);
  const largest = [...sizes].reduce((most, each) => (each[1] > most[1] ? each : most));
  return shots.map((_, index) => largest[1] > 1 && rootOf(index) === largest[0]);
}

function tellingTogether(a: View, b: View): number {
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
