/** A shot with its picture and those beside it. */
import type { Shot, ShotDetail, ShotPair, Side } from '../../lambdas/map/shot-schemas.ts';
import { api } from '../data/api.ts';
import type { Of } from './shots-of-build.tsx';

export type Neighbour = Pick<Shot, 'screenshot_id' | 'name' | 'row' | 'col' | 'position' | 'confidence'> & {
  picture_url: string | null;
  side: Side;
  /** What the two pictures say of each other; none where they were not compared. */
  pair?: Omit<ShotPair, 'neighbour' | 'side'>;
};
export type ShownShot = { shot: ShotDetail; neighbours: Neighbour[] };

/** Around a shot. Where positions were given nothing was compared, and the pictures of neighbours are asked for one by one. */
const MOST_NEIGHBOURS = 8;

export async function loadShot({ map, build, answer }: Of, id: string): Promise<ShownShot> {
  const shot = await api.showShot(map.map, build, id);
  if (shot.pairs.length > 0) {
    return { shot, neighbours: shot.pairs.map(({ neighbour, side, ...pair }) => ({ ...neighbour, side, pair })) };
  }
  const beside = besideIn(answer.shots, shot).slice(0, MOST_NEIGHBOURS);
  const details = await Promise.all(beside.map(({ screenshot_id }) => api.showShot(map.map, build, screenshot_id)));
  return { shot, neighbours: details.map((detail) => ({ ...detail, side: sideOf(shot, detail) })) };
}

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
