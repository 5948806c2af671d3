import { type Beliefs, chosenByLoops, residual, tolerance } from './beliefs.ts';
import type { Graph } from './graph.ts';
import type { Positions } from './least-squares.ts';
import type { Loops } from './loops.ts';

/** Shots that hold each other: `of[shot]` is the island of a shot, `members[island]` are its shots in their order. */
export type Islands = { of: Int32Array; members: number[][] };

/** What hangs together by the pairs that hold. */
export function islandsOf({ shots, from, to }: Graph, holds: (pair: number) => boolean): Islands {
  const parent = Int32Array.from(shots, (_, shot) => shot);
  const rootOf = (shot: number) => {
    let root = shot;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  for (let pair = 0; pair < from.length; pair++) {
    if (!holds(pair)) continue;
    const [a, b] = [rootOf(from[pair]!), rootOf(to[pair]!)];
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  const islands: Islands = { of: new Int32Array(shots.length), members: [] };
  for (let shot = 0; shot < shots.length; shot++) {
    const root = rootOf(shot);
    if (root === shot) islands.members.push([]);
    const island = root === shot ? islands.members.length - 1 : islands.of[root]!;
    islands.of[shot] = island;
    islands.members[island]!.push(shot);
  }
  return islands;
}

/** Px from where loops chose a candidate from: farther off it is no witness, as another candidate is as near. */
const CHOSEN_WITHIN = 1;

/** A pair that is trusted and agrees with where its shots lie. */
export function agrees(graph: Graph, beliefs: Beliefs, positions: Positions, pair: number): boolean {
  if (beliefs.trust[pair] === 0) return false;
  const most = chosenByLoops(beliefs, pair) ? CHOSEN_WITHIN : Infinity;
  return residual(graph, beliefs, positions, pair) <= Math.min(most, tolerance(graph.pairs[pair]!));
}

/**
 * Islands to begin with: held by pairs that agree around half of their loops or more. Two wrong pairs can close one loop by
 * chance, but their other loops stay open.
 */
export function confirmedIslands(graph: Graph, loops: Loops, beliefs: Beliefs, positions: Positions): Islands {
  const agreeing = Uint8Array.from(graph.pairs, (_, pair) => (agrees(graph, beliefs, positions, pair) ? 1 : 0));
  const loopsClosed = new Int32Array(agreeing.length);
  const loopsOpen = new Int32Array(agreeing.length);
  for (let loop = 0; loop < loops.count; loop++) {
    const members = loops.pairs.subarray(4 * loop, 4 * loop + 4);
    if (members.some((pair) => pair >= 0 && beliefs.trust[pair] === 0)) continue;
    const closed = members.every((pair) => pair < 0 || agreeing[pair] === 1);
    for (const pair of members) if (pair >= 0) (closed ? loopsClosed : loopsOpen)[pair]!++;
  }
  return islandsOf(graph, (pair) => agreeing[pair] === 1 && loopsClosed[pair]! >= Math.max(1, loopsOpen[pair]!));
}

/** The one with most shots; of equals the first. */
export function largest({ members }: Islands): number {
  return members.reduce((best, each, island) => (each.length > members[best]!.length ? island : best), 0);
}
