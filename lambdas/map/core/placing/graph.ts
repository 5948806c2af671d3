import type { Pair, ShotToPlace } from '../../placement.ts';

/**
 * Shots and pairs in an order of their own (row, column, id), whatever order they came in: hence the same answer for the same
 * input. Everything else of this room names shots and pairs by their index here.
 */
export type Graph = {
  shots: ShotToPlace[];
  nominalX: Float64Array;
  nominalY: Float64Array;
  /** Only those between two different shots of this build. */
  pairs: Pair[];
  from: Int32Array;
  to: Int32Array;
  /** Pairs of shot i: `touching[start[i]]` up to `touching[start[i + 1]]`. */
  start: Int32Array;
  touching: Int32Array;
  /** Pairs that name a shot which is not there. */
  strangers: Pair[];
};

export function graphOf(shots: ShotToPlace[], pairs: Pair[]): Graph {
  const ordered = shots.toSorted((a, b) => a.row - b.row || a.col - b.col || compare(a.id, b.id));
  const index = new Map(ordered.map(({ id }, at) => [id, at]));
  const known = (pair: Pair) => pair.a !== pair.b && index.has(pair.a) && index.has(pair.b);
  const rank = (id: string) => index.get(id)!;
  const sorted = pairs
    .filter(known)
    .sort((p, q) => rank(p.a) - rank(q.a) || rank(p.b) - rank(q.b) || compareAlike(p, q));
  const from = Int32Array.from(sorted, (pair) => rank(pair.a));
  const to = Int32Array.from(sorted, (pair) => rank(pair.b));
  return {
    shots: ordered,
    nominalX: Float64Array.from(ordered, ({ nominal }) => nominal[0]),
    nominalY: Float64Array.from(ordered, ({ nominal }) => nominal[1]),
    ...{ pairs: sorted, from, to },
    ...touchingOf(ordered.length, from, to),
    strangers: pairs.filter((pair) => !known(pair)).sort((p, q) => compare(p.a, q.a) || compare(p.b, q.b)),
  };
}

/** Calls with each pair of a shot and the shot at its other end. */
export function eachPair(
  { from, to, start, touching }: Graph,
  shot: number,
  visit: (pair: number, other: number) => void,
) {
  for (let at = start[shot]!; at < start[shot + 1]!; at++) {
    const pair = touching[at]!;
    visit(pair, from[pair]! + to[pair]! - shot);
  }
}

/** The pairs of each shot, one shot after the other. */
export function touchingOf(shots: number, from: Int32Array, to: Int32Array): Pick<Graph, 'start' | 'touching'> {
  const start = new Int32Array(shots + 1);
  for (let pair = 0; pair < from.length; pair++) {
    start[from[pair]! + 1]!++;
    start[to[pair]! + 1]!++;
  }
  for (let shot = 0; shot < shots; shot++) start[shot + 1]! += start[shot]!;
  const next = start.slice();
  const touching = new Int32Array(2 * from.length);
  for (let pair = 0; pair < from.length; pair++) {
    touching[next[from[pair]!]!++] = pair;
    touching[next[to[pair]!]!++] = pair;
  }
  return { start, touching };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Two pairs of the same shots: never asked of a build, but the answer must not depend on their order either. */
const compareAlike = (p: Pair, q: Pair) =>
  compare(p.side, q.side) || q.confidence - p.confidence || compare(textOf(p), textOf(q));
const textOf = ({ offsets, reason, sigma }: Pair) => JSON.stringify([offsets, reason, sigma]);
