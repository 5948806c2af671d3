import { bridgesOf } from './bridges.ts';
import { touchingOf } from './graph.ts';

/** How a shot stands in what holds together. */
export type Footing = {
  /** 1: on the way to the core there is a place that one pair alone holds. */
  behind: Uint8Array;
  /** That all those single pairs are right, 1 without any. */
  chance: Float64Array;
  /** What those single pairs are inexact by, px², summed: along a row of a hundred, 0.1 px each is 1 px. */
  variance: Float64Array;
};

/**
 * The core is the largest part in which no pair is alone: its loops vouch for each other. What was put somewhere by hand counts as
 * part of it. A row of shots has no core; there everything hangs on single pairs.
 *
 * @param used pairs that hold, with the chance that each is wrong, and its standard deviation in px if it is right
 */
export function footingOf(
  shots: number,
  used: { from: Int32Array; to: Int32Array; wrong: Float64Array; sigma: Float64Array },
  { main, fixed }: { main: number[]; fixed: number[] },
): Footing {
  const bridges = bridgesOf({ nodes: shots, from: used.from, to: used.to });
  const part = partsOf(shots, used, (tie) => bridges[tie] === 0);
  const sizes = new Int32Array(shots);
  for (const shot of main) sizes[part[shot]!]!++;
  const anchor = main.reduce(
    (best, shot) => (sizes[part[shot]!]! > sizes[part[best]!]! ? shot : best),
    main[main.length >> 1] ?? -1,
  );
  const roots = anchor < 0 ? fixed : [anchor, ...fixed];

  // Tied twice to each other, the core and what is fixed are one.
  const extra = roots.slice(1).flatMap((shot) => [shot, shot]);
  const from = Int32Array.from([...used.from, ...extra]);
  const to = Int32Array.from([...used.to, ...extra.map(() => roots[0]!)]);
  const alone = fixed.length === 0 ? bridges : bridgesOf({ nodes: shots, from, to });
  const footing = {
    behind: new Uint8Array(shots).fill(1),
    chance: new Float64Array(shots),
    variance: new Float64Array(shots),
  };
  const cores = anchor >= 0 && sizes[part[anchor]!]! > 1 ? roots : fixed;
  for (const root of roots) footing.chance[root] = 1;
  for (const root of cores) footing.behind[root] = 0;
  const { start, touching } = touchingOf(shots, from, to);
  const queue = [...roots];
  for (let at = 0; at < queue.length; at++) {
    const shot = queue[at]!;
    for (let k = start[shot]!; k < start[shot + 1]!; k++) {
      const tie = touching[k]!;
      const other = from[tie]! + to[tie]! - shot;
      if (footing.chance[other]! > 0) continue;
      footing.chance[other] = footing.chance[shot]! * (alone[tie] ? 1 - (used.wrong[tie] ?? 0) : 1);
      footing.variance[other] = footing.variance[shot]! + (alone[tie] ? (used.sigma[tie] ?? 0) ** 2 : 0);
      footing.behind[other] = alone[tie] ? 1 : footing.behind[shot]!;
      queue.push(other);
    }
  }
  return footing;
}

/** The lowest shot of each shot's part, over the ties that count. */
function partsOf(shots: number, { from, to }: { from: Int32Array; to: Int32Array }, counts: (tie: number) => boolean) {
  const { start, touching } = touchingOf(shots, from, to);
  const part = new Int32Array(shots).fill(-1);
  for (let first = 0; first < shots; first++) {
    if (part[first]! >= 0) continue;
    part[first] = first;
    const queue = [first];
    for (let at = 0; at < queue.length; at++) {
      for (let k = start[queue[at]!]!; k < start[queue[at]! + 1]!; k++) {
        const tie = touching[k]!;
        const other = from[tie]! + to[tie]! - queue[at]!;
        if (!counts(tie) || part[other]! >= 0) continue;
        part[other] = first;
        queue.push(other);
      }
    }
  }
  return part;
}
