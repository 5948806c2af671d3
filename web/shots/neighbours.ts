/** A shot and those beside it. */
import type { Shot, ShotDetail, ShotPair, Side } from '../../lambdas/map/shot-schemas.ts';

export type Neighbour = Pick<Shot, 'screenshot_id' | 'name' | 'row' | 'col' | 'position' | 'confidence'> & {
  picture_url: string | null;
  side: Side;
  /** What the two pictures say of each other; none where they were not compared. */
  pair?: Omit<ShotPair, 'neighbour' | 'side'>;
};
export type ShownShot = { shot: ShotDetail; neighbours: Neighbour[] };

/** It is sure, and yet its shots lie otherwise. */
export const isOverruled = (pair: Neighbour['pair']): boolean =>
  pair !== undefined && !pair.used && pair.reason === 'sure';

type Lying = Pick<Shot, 'screenshot_id' | 'position' | 'row' | 'col'>;

/** Those that a shot overlaps where it lies, the most of it first. */
export function besideIn<T extends Lying>(shots: readonly T[], shot: Lying & { width: number; height: number }): T[] {
  const shared = ({ position: [x, y] }: Lying) =>
    Math.max(0, shot.width - Math.abs(x - shot.position[0])) *
    Math.max(0, shot.height - Math.abs(y - shot.position[1]));
  return shots
    .filter((other) => other.screenshot_id !== shot.screenshot_id && shared(other) > 0)
    .toSorted((a, b) => shared(b) - shared(a));
}

type Cell = Pick<Shot, 'row' | 'col'>;

/** By rows and columns of the plan. */
export function sideOf(of: Cell, { row, col }: Cell): Side {
  const down = row === of.row ? '' : row > of.row ? 'below' : 'above';
  const across = col === of.col ? '' : col > of.col ? 'right' : 'left';
  return ([across, down].filter(Boolean).join('-') || 'right') as Side;
}
