import { DOUBTFUL_BELOW, SURE_FROM } from '../../../../lib/limits.ts';
import type { Pair, XY } from '../../placement.ts';
import { latticePlaces } from '../lattice.ts';
import type { Graph } from './graph.ts';
import type { Offsets, Positions } from './least-squares.ts';

/**
 * What the solve takes each pair for. A pair at least as likely right as wrong is *trusted*: it holds shots. Any other is a
 * *hint*, asked only where nothing trusted speaks.
 */
export type Beliefs = Offsets & {
  /** That the offset `dx, dy` is right, as the pair itself says; 0: no word of it is trusted. */
  trust: Float64Array;
  /** 1: not the pair itself, but loops through its neighbours chose among its candidates. */
  promoted: Uint8Array;
  /** All that a pair can mean, best first; where something repeats, one for each lattice. */
  candidates: XY[][];
};

/** What a confidence of `SURE_FROM` promises. */
const SURE_WRONG = 0.001;
/** Px. */
const SAME_PLACE = 1;

export function beliefsOf({ pairs }: Graph): Beliefs {
  const candidates = pairs.map(candidatesOf);
  return {
    candidates,
    dx: Float64Array.from(candidates, ([first]) => first?.[0] ?? 0),
    dy: Float64Array.from(candidates, ([first]) => first?.[1] ?? 0),
    trust: Float64Array.from(pairs, ({ confidence }, k) =>
      candidates[k]!.length > 0 && confidence >= DOUBTFUL_BELOW ? Math.min(confidence, 1) : 0,
    ),
    promoted: new Uint8Array(pairs.length),
  };
}

/** Pairs of the same picture, or without an overlap, say nothing about places, whatever else they say. */
function candidatesOf({ reason, offsets, lattice }: Pair): XY[] {
  if (reason === 'same_picture' || reason === 'no_overlap') return [];
  const all = offsets.map(({ at }) => at).filter((at) => at.every(Number.isFinite));
  if (!lattice) return all;
  const onLatticeOf = (at: XY, other: XY) => {
    const [x, y] = latticePlaces(other, lattice, at)[0]!;
    return Math.hypot(x - at[0], y - at[1]) < SAME_PLACE;
  };
  return all.filter((at, k) => !all.slice(0, k).some((other) => onLatticeOf(at, other)));
}

/**
 * How far two things that agree may be apart in px: three quarters (whole offsets are equal or a pixel apart), and four
 * standard deviations of a pair that is less exact.
 */
export const tolerance = ({ sigma }: Pair) => 0.75 + 4 * Math.min(1, Math.max(0, sigma || 0));

/** Where places are whole px, so are candidates: one that is a px beside what it should close with is another one. */
export const exactly = (pair: Pair): Pair =>
  pair.sigma > 0 && pair.offsets.every(({ at }) => at.every(Number.isInteger)) ? { ...pair, sigma: 0 } : pair;

/** Its own word would not have held the pair: it means what loops made of it. */
export const chosenByLoops = ({ promoted, trust }: Beliefs, pair: number) =>
  promoted[pair] === 1 && trust[pair]! < SURE_FROM;

/** How far a pair's offset is from where its shots lie, px. */
export function residual({ from, to }: Graph, { dx, dy }: Offsets, { x, y }: Positions, pair: number): number {
  const [a, b] = [from[pair]!, to[pair]!];
  return Math.hypot(x[b]! - x[a]! - dx[pair]!, y[b]! - y[a]! - dy[pair]!);
}

/** That a trusted pair is wrong. What the loops of this build showed of sure pairs counts where it is worse than promised. */
export function chanceWrong(trust: number, shown: number): number {
  return Math.min(0.5, Math.max(shown, trust >= SURE_FROM ? SURE_WRONG : 1 - trust));
}

/** The same of a pair that no other vouches for, in a row of shots say: how sure it is counts, one that says 0.98 twice as 0.99. */
export function chanceWrongAlone(trust: number, shown: number): number {
  return Math.max(chanceWrong(trust, shown), trust >= SURE_FROM ? (1 - trust) / 10 : 0);
}

/** Weight of a pair in a vote: the logarithm of right to wrong. */
export const evidence = (wrong: number) => Math.log((1 - wrong) / wrong);

/** Share of the sure pairs that the others contradict; a thousand pairs as promised are taken as seen. */
export function shareWrong(graph: Graph, beliefs: Beliefs, positions: Positions): number {
  let [wrong, all] = [0, 0];
  for (let pair = 0; pair < graph.pairs.length; pair++) {
    if (beliefs.promoted[pair] || beliefs.trust[pair]! < SURE_FROM) continue;
    all++;
    if (residual(graph, beliefs, positions, pair) > tolerance(graph.pairs[pair]!)) wrong++;
  }
  return (wrong + 1000 * SURE_WRONG) / (all + 1000);
}
