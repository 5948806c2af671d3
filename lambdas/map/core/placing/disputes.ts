import { type Beliefs, chanceWrong, evidence, tolerance } from './beliefs.ts';
import { eachPair, type Graph } from './graph.ts';
import { agrees, type Islands } from './islands.ts';
import { CLEAR } from './join.ts';
import type { Positions } from './least-squares.ts';

/** How surely groups of shots are where their island has them. */
type Disputes = {
  /** 1: another place fits a group that the shot is of about as well; these groups are let go. */
  loose: Uint8Array;
  /** 1: what holds such a group is less than two sure pairs more than what wants it elsewhere. */
  disputed: Uint8Array;
};

/** Larger groups that are held by so little are parts of a map that two wrong pairs alike can move; they are rarer than one in a thousand. */
const MOST_SHOTS = 8;
/** A group that grows beyond so many sure pairs of lead is held. */
const HELD_BY = 6;
const DISPUTED_BELOW = 2;

/**
 * Every pair that contradicts its island asks whether a small group at either end of it should not move: against the pairs that
 * hold the group where it is stand those that the move would make right. A shot has moved with two wrong pairs of eight
 * where the other six were flat; the group grows by whatever shot makes its lead least.
 */
export function disputesOf(
  graph: Graph,
  beliefs: Beliefs,
  { of }: Islands,
  positions: Positions,
  shown: number,
): Disputes {
  const count = graph.shots.length;
  const disputes = { loose: new Uint8Array(count), disputed: new Uint8Array(count) };
  const weight = beliefs.trust.map((trust) => (trust > 0 ? evidence(chanceWrong(trust, shown)) : 0));
  const unit = evidence(chanceWrong(1, shown));
  const state = Uint8Array.from(graph.pairs, (_, pair) => {
    if (beliefs.trust[pair] === 0 || of[graph.from[pair]!] !== of[graph.to[pair]!]) return NOTHING;
    return agrees(graph, beliefs, positions, pair) ? HOLDS : CONTRADICTS;
  });
  /** How far the shot must move for the pair to be right. */
  const wanted = (pair: number, shot: number) => {
    const { from, to } = graph;
    const sign = to[pair] === shot ? 1 : -1;
    const x = beliefs.dx[pair]! - positions.x[to[pair]!]! + positions.x[from[pair]!]!;
    const y = beliefs.dy[pair]! - positions.y[to[pair]!]! + positions.y[from[pair]!]!;
    return { x: sign * x, y: sign * y };
  };

  const examine = (pair: number, first: number, below: number, marks: Uint8Array) => {
    const move = wanted(pair, first);
    const wouldAgree = (other: number, shot: number) => {
      const { x, y } = wanted(other, shot);
      return Math.hypot(x - move.x, y - move.y) <= tolerance(graph.pairs[other]!);
    };
    const group = new Set<number>();
    /** What the group's lead becomes less what it is, when the shot joins. */
    const change = (shot: number) => {
      let sum = 0;
      eachPair(graph, shot, (each, other) => {
        const inside = group.has(other);
        if (state[each] === HOLDS) sum += inside ? -weight[each]! : weight[each]!;
        else if (state[each] === CONTRADICTS && wouldAgree(each, inside ? other : shot)) {
          sum += inside ? weight[each]! : -weight[each]!;
        }
      });
      return sum;
    };
    let next = first;
    let least = Infinity;
    for (let lead = 0; group.size < MOST_SHOTS; ) {
      lead += change(next);
      group.add(next);
      // A smaller group with a smaller lead explains the contradiction without the others.
      if (lead <= least) {
        least = lead;
        if (lead < below) for (const shot of group) marks[shot] = 1;
      }
      if (lead > HELD_BY * unit) return;
      const beside = new Map<number, number>();
      for (const shot of group) {
        eachPair(graph, shot, (each, other) => {
          if (state[each] === HOLDS && !group.has(other) && !beside.has(other)) beside.set(other, change(other));
        });
      }
      if (beside.size === 0) return;
      next = [...beside].reduce((best, each) =>
        each[1] < best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best,
      )[0];
    }
  };
  const examineAll = (below: number, marks: Uint8Array) => {
    for (let pair = 0; pair < state.length; pair++) {
      if (state[pair] !== CONTRADICTS) continue;
      examine(pair, graph.from[pair]!, below, marks);
      examine(pair, graph.to[pair]!, below, marks);
    }
  };
  examineAll(CLEAR, disputes.loose);
  // What was let go holds and contradicts nobody any more.
  for (let pair = 0; pair < state.length; pair++) {
    if (disputes.loose[graph.from[pair]!] || disputes.loose[graph.to[pair]!]) state[pair] = NOTHING;
  }
  examineAll(DISPUTED_BELOW * unit, disputes.disputed);
  return disputes;
}

const NOTHING = 0;
const HOLDS = 1;
const CONTRADICTS = 2;
