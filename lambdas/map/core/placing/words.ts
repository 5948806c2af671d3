import type { XY } from '../../placement.ts';
import { latticePlaces } from '../lattice.ts';
import { type Beliefs, chanceWrong, tolerance } from './beliefs.ts';
import type { Graph } from './graph.ts';

/**
 * What a pair says of a place: the offsets that it can mean, each with its likelihood, and the likelihood that it means none of them.
 */
export type Words = {
  pair: number;
  /** The shot at the other end, whose place is known. */
  other: number;
  trusted: boolean;
  /** The other end is known well enough for this pair to contradict others. */
  firm: boolean;
  /** Something repeats: that it agrees says little. It does with these shifts, and with all that are whole steps from them. */
  repeats?: [XY, XY];
  tolerance: number;
  /** Shifts in px that would make the pair right. */
  shifts: { x: number; y: number; likelihood: number }[];
  otherwise: number;
};

/**
 * What a hint would say were this or that candidate right; it would say about the same were it another, so these need not add
 * up to one. The surest says `MOST`; a single candidate as much as the pair's confidence.
 */
const MOST = 0.9;
/** All candidates together are no surer than that. */
const CANDIDATES_SUM = 0.9;
/** Of a lattice the nine places nearest to the plan are asked; that none is right is half as likely as any of them. */
const OFF_LATTICE = MOST / 2;

/**
 * @param place where the shot stands until now, as seen from `other`: the offset of the pair that fits would be this
 * @param wanted the offset that the plan and its drift want
 */
export function wordsOf(
  graph: Graph,
  beliefs: Beliefs,
  shown: number,
  pair: number,
  { other, firm, place, wanted }: { other: number; firm: boolean; place: XY; wanted: XY },
): Words | null {
  const candidates = beliefs.candidates[pair]!;
  if (candidates.length === 0) return null;
  const sign = graph.from[pair] === other ? 1 : -1;
  const shiftOf = ([x, y]: XY, likelihood: number) => ({ x: sign * x - place[0], y: sign * y - place[1], likelihood });
  const { lattice, confidence } = graph.pairs[pair]!;
  const words = { pair, other, firm, tolerance: tolerance(graph.pairs[pair]!) };
  if (beliefs.trust[pair]! > 0) {
    const wrong = chanceWrong(beliefs.trust[pair]!, shown);
    const chosen: XY = [beliefs.dx[pair]!, beliefs.dy[pair]!];
    return { ...words, trusted: true, shifts: [shiftOf(chosen, 1 - wrong)], otherwise: wrong };
  }
  if (lattice) {
    const at: XY = [sign * wanted[0], sign * wanted[1]];
    const places = candidates.flatMap((candidate) => latticePlaces(candidate, lattice, at));
    const shifts = places.map((each) => shiftOf(each, MOST));
    return { ...words, trusted: false, repeats: lattice, shifts, otherwise: OFF_LATTICE };
  }
  const first = Math.min(0.5, Math.max(0.01, confidence));
  const others = candidates.length - 1;
  if (others === 0) {
    return {
      ...words,
      trusted: false,
      shifts: [shiftOf(candidates[0]!, first)],
      otherwise: 1 - first,
    };
  }
  const rest = Math.min(first, (CANDIDATES_SUM - first) / others);
  const scale = MOST / first;
  const shifts = candidates.map((at, which) => shiftOf(at, scale * (which === 0 ? first : rest)));
  return { ...words, trusted: false, shifts, otherwise: scale * (1 - first - rest * others) };
}
