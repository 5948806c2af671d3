import type { Beliefs } from './beliefs.ts';
import type { Envelope } from './envelope.ts';
import type { Graph } from './graph.ts';
import { agrees, type Islands, islandsOf } from './islands.ts';
import { leastSquares, type Positions } from './least-squares.ts';

/** Exact offsets have a deviation of 0; this bounds their weight to 400 times that of a pair that is good to one px. */
const LEAST_SIGMA = 0.05;
/** A pair that does not agree with the least squares of its island is left out, and the rest solved again: once is enough. */
const MOST_ROUNDS = 3;

export type Settled = { islands: Islands; positions: Positions };

/**
 * Places the shots of each island against each other, exactly: least squares over the pairs that agree, with the first shot of
 * each island at zero. Whole offsets give whole positions (their last bits are rounded away by whoever knows they are whole).
 */
export function settleIslands(
  graph: Graph,
  equations: Envelope,
  beliefs: Beliefs,
  { islands, positions }: Settled,
): Settled {
  let holds = (pair: number) =>
    islands.of[graph.from[pair]!] === islands.of[graph.to[pair]!] && agrees(graph, beliefs, positions, pair);
  for (let round = 1; ; round++) {
    const pairs = Float64Array.from(graph.pairs, ({ sigma }, pair) =>
      holds(pair) ? beliefs.trust[pair]! / Math.max(LEAST_SIGMA, sigma) ** 2 : 0,
    );
    const parts = islandsOf(graph, (pair) => pairs[pair]! > 0);
    const anchors = new Float64Array(graph.shots.length);
    for (const [first] of parts.members) anchors[first!] = 1;
    const zero = { x: new Float64Array(anchors.length), y: new Float64Array(anchors.length) };
    const settled = leastSquares(graph, equations, beliefs, { pairs, anchors, at: zero });
    const wrong = graph.pairs.some((_, pair) => pairs[pair]! > 0 && !agrees(graph, beliefs, settled, pair));
    if (!wrong || round === MOST_ROUNDS) return { islands: parts, positions: settled };
    holds = (pair) => pairs[pair]! > 0 && agrees(graph, beliefs, settled, pair);
  }
}

/** Lets groups go that their island would hold about as well somewhere else: alone, they are placed with the help of the plan. */
export function loosen(graph: Graph, beliefs: Beliefs, { islands, positions }: Settled, loose: Uint8Array): Islands {
  const { from, to } = graph;
  return islandsOf(
    graph,
    (pair) =>
      loose[from[pair]!] === loose[to[pair]!] &&
      islands.of[from[pair]!] === islands.of[to[pair]!] &&
      agrees(graph, beliefs, positions, pair),
  );
}
