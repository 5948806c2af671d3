import type { XY } from '../../placement.ts';
import { type Beliefs, tolerance } from './beliefs.ts';
import type { Graph } from './graph.ts';
import { type Loops, type Support, supportOf } from './loops.ts';

/** Trust in a pair that loops chose, not the pair itself. */
const PROMOTED = 0.7;
/** By so many loops a candidate must lead, and have twice as many as the next: two that are wrong alike close some as well. */
const LEAD = 2;
/** What one pass decides makes the next loops decidable; all pairs ambiguous, a city is decided after about five. */
const MOST_PASSES = 8;

/**
 * Lets loops choose among the candidates of pairs that cannot say themselves (ambiguous ones, and those that all their loops
 * contradict). Where the content repeats on a lattice they cannot: a shot moved by a step of it closes all its loops again.
 */
export function promote(graph: Graph, loops: Loops, beliefs: Beliefs): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const undecided = undecidedOf(graph, beliefs, supportOf(graph, loops, beliefs));
    if (undecided.size === 0) return;
    for (let loop = 0; loop < loops.count; loop++) vote(graph, loops, beliefs, undecided, loop);
    if (!decide(beliefs, undecided)) return;
  }
}

/** What a pair can mean, and how many loops each of it closes. */
type Choice = { candidates: XY[]; votes: number[] };

function undecidedOf(
  { pairs }: Graph,
  { trust, promoted, candidates }: Beliefs,
  { closed, open }: Support,
): Map<number, Choice> {
  const undecided = new Map<number, Choice>();
  for (let pair = 0; pair < pairs.length; pair++) {
    if (trust[pair]! > 0 && (promoted[pair] || closed[pair]! > 0 || open[pair] === 0)) continue;
    if (pairs[pair]!.lattice || candidates[pair]!.length === 0) continue;
    undecided.set(pair, { candidates: candidates[pair]!, votes: candidates[pair]!.map(() => 0) });
  }
  return undecided;
}

/** One loop: each candidate that closes it together with some candidates of its other pairs has its vote. */
function vote(
  { pairs }: Graph,
  loops: Loops,
  { dx, dy, trust }: Beliefs,
  undecided: Map<number, Choice>,
  loop: number,
): void {
  const members: { choice: Choice; sign: number; voted: boolean[] }[] = [];
  let [x, y, tolerated] = [0, 0, 0];
  for (let at = 4 * loop; at < 4 * loop + 4; at++) {
    const pair = loops.pairs[at]!;
    if (pair < 0) continue;
    const sign = loops.signs[at]!;
    const choice = undecided.get(pair);
    if (choice) members.push({ choice, sign, voted: choice.candidates.map(() => false) });
    else if (trust[pair] === 0) return;
    else [x, y] = [x + sign * dx[pair]!, y + sign * dy[pair]!];
    tolerated = Math.max(tolerated, tolerance(pairs[pair]!));
  }
  if (members.length === 0) return;
  const chosen: number[] = [];
  const walk = (depth: number, sumX: number, sumY: number) => {
    if (depth === members.length) {
      if (Math.hypot(sumX, sumY) <= tolerated) for (const [k, { voted }] of members.entries()) voted[chosen[k]!] = true;
      return;
    }
    const { choice, sign } = members[depth]!;
    for (const [which, at] of choice.candidates.entries()) {
      chosen[depth] = which;
      walk(depth + 1, sumX + sign * at[0], sumY + sign * at[1]);
    }
  };
  walk(0, x, y);
  for (const { choice, voted } of members) {
    for (const [which, yes] of voted.entries()) if (yes) choice.votes[which]!++;
  }
}

function decide(beliefs: Beliefs, undecided: Map<number, Choice>): boolean {
  let decided = false;
  for (const [pair, choice] of undecided) {
    const best = choice.votes.indexOf(Math.max(...choice.votes));
    const next = Math.max(0, ...choice.votes.filter((_, which) => which !== best));
    if (choice.votes[best]! < Math.max(LEAD + next, 2 * next)) continue;
    const [x, y] = choice.candidates[best]!;
    // Trusted as it was where loops only confirm what the pair itself says.
    if (beliefs.trust[pair] === 0 || beliefs.dx[pair] !== x || beliefs.dy[pair] !== y) beliefs.trust[pair] = PROMOTED;
    [beliefs.dx[pair], beliefs.dy[pair], beliefs.promoted[pair]] = [x, y, 1];
    decided = true;
  }
  return decided;
}
