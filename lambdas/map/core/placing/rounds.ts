import { type Beliefs, residual } from './beliefs.ts';
import type { Envelope } from './envelope.ts';
import type { Graph } from './graph.ts';
import { leastSquares, type Positions } from './least-squares.ts';
import type { Support } from './loops.ts';

/**
 * Rounds of weighted least squares that lose the wrong pairs: first towards the least sum of distances (L1, convex: it finds
 * the place that most pairs want, from anywhere), then Geman and McClure's weights, which forget what does not fit at all.
 * Numbers are px.
 */
const L1_ROUNDS = [10, 2.5, 0.6];
const GEMAN_MCCLURE_ROUNDS = [3, 0.75];
/** Holds what no pair holds. Small enough to stretch no pair of a row of 10,000 shots that slips 3 px a step by a tenth of a px. */
const PLAN_WEIGHT = 1e-9;
/** Exact offsets would else outweigh all others by any factor. */
const LEAST_SIGMA = 0.5;

export function robustRounds(graph: Graph, equations: Envelope, beliefs: Beliefs, support: Support): Positions {
  const plan = { x: graph.nominalX, y: graph.nominalY };
  const anchors = new Float64Array(graph.shots.length).fill(PLAN_WEIGHT);
  const worth = worthOf(graph, beliefs, support);
  let positions = leastSquares(graph, equations, beliefs, { pairs: worth, anchors, at: plan });
  const round = (weight: (distance: number) => number) => {
    const pairs = worth.map((each, pair) =>
      each === 0 ? 0 : Math.max(1e-9, each * weight(residual(graph, beliefs, positions, pair))),
    );
    positions = leastSquares(graph, equations, beliefs, { pairs, anchors, at: plan });
  };
  for (const near of L1_ROUNDS) round((distance) => Math.min(1, near / (distance + 1e-6)));
  for (const scale of GEMAN_MCCLURE_ROUNDS) round((distance) => (scale ** 2 / (scale ** 2 + distance ** 2)) ** 2);
  return positions;
}

/** Of a pair before anything is solved: its own word, its exactness, and how its loops close. */
function worthOf({ pairs }: Graph, { trust }: Beliefs, { closed, open }: Support): Float64Array {
  return trust.map((each, pair) => {
    const loops = closed[pair]! + open[pair]!;
    // No loop: neither for nor against it.
    const agreeing = loops === 0 ? 0.3 : Math.max(0.03, (closed[pair]! / loops) ** 2);
    return (each * agreeing) / Math.max(LEAST_SIGMA, pairs[pair]!.sigma) ** 2;
  });
}
