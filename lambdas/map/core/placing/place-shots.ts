import type { Pair, Placement, ShotToPlace } from '../../placement.ts';
import { type Beliefs, beliefsOf, chanceWrongAlone, exactly, shareWrong } from './beliefs.ts';
import { type Findings, judgeShot } from './confidence.ts';
import { disputesOf } from './disputes.ts';
import { driftOf, lowerMedian } from './drift.ts';
import { footingOf } from './footing.ts';
import { type Graph, graphOf } from './graph.ts';
import { agrees, confirmedIslands, islandsOf, largest } from './islands.ts';
import { joinIslands } from './join.ts';
import { equationsOf, type Positions } from './least-squares.ts';
import { loopsOf, supportOf } from './loops.ts';
import { promote } from './promote.ts';
import { reach } from './reach.ts';
import { robustRounds } from './rounds.ts';
import { loosen, type Settled, settleIslands } from './settle.ts';
import { solvedPair } from './solved-pair.ts';
import { standingOf } from './standing.ts';
import { tellingsOf } from './telling.ts';

/**
 * Places all shots of a build from what its pairs say: positions in px of the plan, up to one common shift that is chosen so that
 * the plan is corrected least. Pure, and the same for any order of shots and pairs. `whole`: positions are whole px; they
 * are as well where every offset is.
 *
 * Loops of pairs and robust rounds find out which pairs are right; what these hold together are islands, joined by the votes
 * of the pairs between them; the largest is what all else is placed by.
 */
export function placeShots(shots: ShotToPlace[], pairs: Pair[], options: { whole?: boolean } = {}): Placement {
  const graph = graphOf(shots, options.whole ? pairs.map(exactly) : pairs);
  const equations = equationsOf(graph);
  const beliefs = beliefsOf(graph);
  const loops = loopsOf(graph);
  promote(graph, loops, beliefs);
  const positions = robustRounds(graph, equations, beliefs, supportOf(graph, loops, beliefs));

  const islands = confirmedIslands(graph, loops, beliefs, positions);
  const shown = shareWrong(graph, beliefs, positions);
  joinIslands(graph, beliefs, positions, islands, shown);
  const settled = settleIslands(graph, equations, beliefs, { islands, positions });
  const whole = options.whole || everyOffsetWhole(graph, beliefs, settled);
  if (whole) for (const axis of [settled.positions.x, settled.positions.y]) axis.set(axis.map(Math.round));
  return finish(graph, beliefs, settled, { shown, whole });
}

/** Everything after the islands: the common shift, what is fixed, what hangs on what, and how sure all of it is. */
function finish(
  graph: Graph,
  beliefs: Beliefs,
  settled: Settled,
  { shown, whole }: { shown: number; whole: boolean },
): Placement {
  const { positions } = settled;
  const { loose, disputed } = disputesOf(graph, beliefs, settled.islands, positions, shown);
  const tied = loosen(graph, beliefs, settled, loose);
  const main = tied.members[largest(tied)] ?? [];
  shiftToPlan(graph, positions, main, whole);
  const isFixed = (shot: number) => graph.shots[shot]!.fixed !== undefined;
  const islands = islandsOf(
    graph,
    (pair) =>
      !isFixed(graph.from[pair]!) &&
      !isFixed(graph.to[pair]!) &&
      tied.of[graph.from[pair]!] === tied.of[graph.to[pair]!] &&
      agrees(graph, beliefs, positions, pair),
  );
  const fixed = graph.shots.map((_, shot) => shot).filter(isFixed);
  for (const shot of fixed) [positions.x[shot], positions.y[shot]] = graph.shots[shot]!.fixed!;
  const stays = largestPart(main, islands.of, islands.members);
  const known = [...(stays.length > 1 ? [islands.of[stays[0]!]!] : []), ...fixed.map((shot) => islands.of[shot]!)];
  const drift = driftOf(graph, positions, stays.length > 1 ? stays : fixed);
  const reached = reach(graph, beliefs, islands, positions, { known, drift, shown, whole });

  const knows = (shot: number) => reached.way[shot] !== 'planned';
  const holding = Uint8Array.from(graph.pairs, (_, pair) => {
    const [a, b] = [graph.from[pair]!, graph.to[pair]!];
    const together = islands.of[a] === islands.of[b] || knows(a) || knows(b);
    return together && agrees(graph, beliefs, positions, pair) ? 1 : 0;
  });
  const held = [...holding.keys()].filter((pair) => holding[pair]);
  const used = {
    from: Int32Array.from(held, (pair) => graph.from[pair]!),
    to: Int32Array.from(held, (pair) => graph.to[pair]!),
    wrong: Float64Array.from(held, (pair) => chanceWrongAlone(beliefs.trust[pair]!, shown)),
    // Where all is whole, rounding takes away what each pair is inexact by.
    sigma: Float64Array.from(held, (pair) => (whole ? 0 : Math.max(0, graph.pairs[pair]!.sigma || 0))),
  };
  const roots = { main: stays.length > 1 ? stays : [], fixed };
  const footing = footingOf(graph.shots.length, used, roots);
  const standing = standingOf(graph, beliefs, holding, roots);
  const tellings = tellingsOf(graph, beliefs, islands);
  const findings: Findings = {
    graph,
    beliefs,
    positions,
    islands,
    reached,
    footing,
    standing,
    holding,
    tellings,
    disputed,
    shown,
  };
  return {
    shots: graph.shots.map(({ id }, shot) => ({
      id,
      position: [positions.x[shot]!, positions.y[shot]!],
      ...judgeShot(findings, shot),
    })),
    pairs: [
      ...graph.pairs.map((_, pair) => solvedPair(findings, pair)),
      ...graph.strangers.map(({ a, b, side }) => ({ a, b, side, offset: null, residual: null, used: false })),
    ],
  };
}

/** The free common shift: afterwards the median correction of the plan is nothing, or less than a px where all is whole. */
function shiftToPlan({ nominalX, nominalY }: Graph, { x, y }: Positions, main: number[], whole: boolean): void {
  for (const [position, plan] of [
    [x, nominalX],
    [y, nominalY],
  ] as const) {
    const shift = lowerMedian(Float64Array.from(main, (shot) => plan[shot]! - position[shot]!));
    for (const shot of main) position[shot]! += whole ? Math.round(shift) : shift;
  }
}

/** Of some shots those that still hang together. */
function largestPart(shots: number[], of: Int32Array, members: number[][]): number[] {
  return shots.reduce<number[]>((best, shot) => {
    const part = members[of[shot]!]!;
    return part.length > best.length ? part : best;
  }, []);
}

function everyOffsetWhole(
  { from, to, pairs }: Graph,
  { trust, dx, dy }: Beliefs,
  { islands: { of } }: Settled,
): boolean {
  const counts = (pair: number) => trust[pair]! > 0 && of[from[pair]!] === of[to[pair]!];
  return pairs.every((_, pair) => !counts(pair) || (Number.isInteger(dx[pair]!) && Number.isInteger(dy[pair]!)));
}
