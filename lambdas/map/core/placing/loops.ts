import { type Beliefs, tolerance } from './beliefs.ts';
import { eachPair, type Graph } from './graph.ts';

/**
 * Closed walks over three or four pairs: each square of a grid, and the triangles that its diagonals make. Offsets around one
 * add up to zero; a pair whose loops all close is right, one whose loops all stay open is wrong.
 * `pairs[4 i + k]` is pair k of loop i (-1: a triangle has no fourth), walked along `signs[4 i + k]`.
 */
export type Loops = { count: number; pairs: Int32Array; signs: Int8Array };

export function loopsOf(graph: Graph): Loops {
  const { pairs, from, to } = graph;
  const found: number[] = [];
  const signs: number[] = [];
  const add = (begin: number, walked: number[]) => {
    let at = begin;
    for (const pair of walked) {
      const forward = from[pair] === at;
      found.push(pair);
      signs.push(forward ? 1 : -1);
      at = forward ? to[pair]! : from[pair]!;
    }
    if (walked.length === 3) {
      found.push(-1);
      signs.push(0);
    }
  };
  const right = new Int32Array(graph.shots.length).fill(-1);
  const below = right.slice();
  for (let pair = 0; pair < pairs.length; pair++) {
    if (pairs[pair]!.side === 'right') right[from[pair]!] = pair;
    else if (pairs[pair]!.side === 'below') below[from[pair]!] = pair;
  }
  for (let shot = 0; shot < graph.shots.length; shot++) {
    const [top, left] = [right[shot]!, below[shot]!];
    if (top < 0 || left < 0) continue;
    const [side, bottom] = [below[to[top]!]!, right[to[left]!]!];
    if (side >= 0 && bottom >= 0 && to[side] === to[bottom]) add(shot, [top, side, bottom, left]);
  }
  const isDiagonal = (pair: number) => pairs[pair]!.side === 'right-below' || pairs[pair]!.side === 'left-below';
  for (let pair = 0; pair < pairs.length; pair++) {
    if (!isDiagonal(pair)) continue;
    eachPair(graph, from[pair]!, (first, between) => {
      if (first === pair || isDiagonal(first)) return;
      eachPair(graph, between, (second, end) => {
        if (end === to[pair] && !isDiagonal(second)) add(from[pair]!, [first, second, pair]);
      });
    });
  }
  return { count: found.length / 4, pairs: Int32Array.from(found), signs: Int8Array.from(signs) };
}

/** How many loops of trusted pairs close, and how many do not, by pair. */
export type Support = { closed: Uint16Array; open: Uint16Array };

export function supportOf(graph: Graph, loops: Loops, { dx, dy, trust }: Beliefs): Support {
  const support = { closed: new Uint16Array(graph.pairs.length), open: new Uint16Array(graph.pairs.length) };
  for (let loop = 0; loop < loops.count; loop++) {
    let [x, y, tolerated, trusted] = [0, 0, 0, true];
    for (let at = 4 * loop; at < 4 * loop + 4; at++) {
      const pair = loops.pairs[at]!;
      if (pair < 0) continue;
      if (trust[pair] === 0) trusted = false;
      x += loops.signs[at]! * dx[pair]!;
      y += loops.signs[at]! * dy[pair]!;
      tolerated = Math.max(tolerated, tolerance(graph.pairs[pair]!));
    }
    if (!trusted) continue;
    const counted = Math.hypot(x, y) <= tolerated ? support.closed : support.open;
    for (let at = 4 * loop; at < 4 * loop + 4; at++) if (loops.pairs[at]! >= 0) counted[loops.pairs[at]!]!++;
  }
  return support;
}
