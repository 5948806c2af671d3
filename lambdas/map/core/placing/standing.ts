import { SURE_FROM } from '../../../../lib/limits.ts';
import type { PairReason } from '../../placement.ts';
import { type Beliefs, chosenByLoops } from './beliefs.ts';
import { bridgesOf } from './bridges.ts';
import { eachPair, type Graph } from './graph.ts';
import { type Islands, islandsOf } from './islands.ts';

/** What ties a shot, with all that it holds together with, to the rest of the map. */
export type Standing = {
  tie: Tie[];
  /** 1: of a few shots that one pair alone ties to the rest, while more say that they do not fit there. */
  misfit: Uint8Array;
};
/** `loops`: only candidates that loops chose. Where something repeats they close wherever a whole group is moved by a step of it. */
export type Tie = 'sure' | 'unsure' | 'loops';

/** As in disputes.ts: larger groups are parts of a map. */
const MOST_SHOTS = 8;
const MISFITS: ReadonlySet<PairReason> = new Set(['different', 'same_picture']);

/** @param main shots that all others are placed by; what is fixed stands as firm as the largest part of them */
export function standingOf(
  graph: Graph,
  beliefs: Beliefs,
  holding: Uint8Array,
  { main, fixed }: { main: number[]; fixed: number[] },
): Standing {
  const own = Uint8Array.from(holding, (holds, pair) => (holds && !chosenByLoops(beliefs, pair) ? 1 : 0));
  const parts = islandsOf(graph, (pair) => own[pair] === 1 && beliefs.trust[pair]! >= SURE_FROM);
  const core = coreOf(parts, main, fixed);
  const near = islandsOf(graph, (pair) => own[pair] === 1);
  const reached = new Set([...core].map((part) => near.of[parts.members[part]![0]!]!));
  return {
    tie: graph.shots.map((_, shot) => {
      if (core.has(parts.of[shot]!)) return 'sure';
      return reached.has(near.of[shot]!) ? 'unsure' : 'loops';
    }),
    misfit: misfitsOf(graph, own, main),
  };
}

/** The parts that hold most of the main island, and what is fixed. */
function coreOf({ of }: Islands, main: number[], fixed: number[]): Set<number> {
  const counts = new Map<number, number>();
  for (const shot of main) counts.set(of[shot]!, (counts.get(of[shot]!) ?? 0) + 1);
  const [most] = [...counts].reduce<[number, number]>((best, each) => (each[1] > best[1] ? each : best), [-1, 0]);
  return new Set([...(most < 0 ? [] : [most]), ...fixed.map((shot) => of[shot]!)]);
}

/** Shots that hold each other are wrong together: what counts is what ties all of them to the rest, and what speaks against it. */
function misfitsOf(graph: Graph, own: Uint8Array, main: number[]): Uint8Array {
  const misfit = new Uint8Array(graph.shots.length);
  const isFixed = (shot: number) => graph.shots[shot]!.fixed !== undefined;
  const ties = [...own.keys()].filter((pair) => own[pair]);
  const [from, to] = [graph.from, graph.to].map((ends) => Int32Array.from(ties, (pair) => ends[pair]!));
  const bridges = bridgesOf({ nodes: graph.shots.length, from: from!, to: to! });
  for (const [at, bridge] of ties.entries()) {
    if (!bridges[at]) continue;
    for (const end of [graph.from[bridge]!, graph.to[bridge]!]) {
      const group = behind(graph, own, bridge, end);
      // Of the two ends the smaller is the guest.
      if (!group || 2 * group.size >= main.length || [...group].some(isFixed)) continue;
      let against = 0;
      for (const shot of group) {
        eachPair(graph, shot, (pair, other) => {
          if (!group.has(other) && MISFITS.has(graph.pairs[pair]!.reason)) against++;
        });
      }
      // A window over two of its neighbours makes three pairs that do not fit, and says nothing of a group of four.
      if (against > group.size) for (const shot of group) misfit[shot] = 1;
    }
  }
  return misfit;
}

/** What hangs together at one end of a bridge; undefined if it is more than a few shots. */
function behind(graph: Graph, own: Uint8Array, bridge: number, end: number): Set<number> | undefined {
  const group = new Set([end]);
  for (const shot of group) {
    eachPair(graph, shot, (pair, other) => {
      if (own[pair] && pair !== bridge) group.add(other);
    });
    if (group.size > MOST_SHOTS) return undefined;
  }
  return group;
}
