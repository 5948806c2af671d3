import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { certaintyOf } from './certainty.ts';

type XY = [number, number];
type Placed = Pick<Shot, 'nominal' | 'position' | 'confidence'>;

export type Displacement = {
  /** From where the plan puts a shot to where it was found, in px of the map. */
  of(shot: Pick<Shot, 'nominal' | 'position'>): XY;
  /** Where the plan puts it, in px of the map. */
  planned(shot: Pick<Shot, 'nominal'>): XY;
  /** What the longest arrow stands for: 95 % of the shots are not farther from their plan, so that one lost shot does not make dots
   * of all others; the farthest where so many did not move at all. 0 where none did. */
  longest: number;
};

/**
 * The plan's zero is somewhere else than the map's: what all shots have in common is no displacement. The median of those that are
 * not doubtful says how much that is.
 */
export function displacementIn(shots: readonly Placed[]): Displacement {
  const trusted = shots.filter((shot) => certaintyOf(shot) !== 'doubtful');
  const among = trusted.length > 0 ? trusted : shots;
  const shift = [0, 1].map((axis) =>
    quantile(
      among.map(({ nominal, position }) => position[axis]! - nominal[axis]!),
      0.5,
    ),
  ) as XY;
  const planned = ({ nominal }: Pick<Shot, 'nominal'>): XY => [nominal[0] + shift[0], nominal[1] + shift[1]];
  const of = (shot: Pick<Shot, 'nominal' | 'position'>): XY => {
    const [x, y] = planned(shot);
    return [shot.position[0] - x, shot.position[1] - y];
  };
  const lengths = shots.map((shot) => Math.hypot(...of(shot)));
  return { of, planned, longest: quantile(lengths, 0.95) || quantile(lengths, 1) };
}

/** The value that this share of them does not exceed; 0 of none. */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
