import type { XY } from '../../placement.ts';
import { type Beliefs, candidatesOf, tolerance } from './beliefs.ts';
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
    const choices = choicesOf(graph, beliefs, supportOf(graph, loops, beliefs));
    if (!choices.some((choice) => choice?.undecided)) return;
    for (let loop = 0; loop < loops.count; loop++) vote(graph, loops, choices, loop);
    if (!decide(beliefs, choices)) return;
  }
}

/** What a pair can mean; null: nothing. */
type Choice = { candidates: XY[]; undecided: boolean; votes: number[] } | null;

function choicesOf({ pairs }: Graph, { dx, dy, trust, promoted }: Beliefs, { closed, open }: Support): Choice[] {
  return pairs.map((pair, k) => {
    if (trust[k]! > 0 && (promoted[k] || closed[k]! > 0 || open[k] === 0)) {
      return { candidates: [[dx[k]!, dy[k]!]], undecided: false, votes: [0] };
    }
    const candidates = pair.lattice ? [] : candidatesOf(pair).map(({ at }) => at);
    return candidates.length > 0 ? { candidates, undecided: true, votes: candidates.map(() => 0) } : null;
  });
}

/** One loop: each candidate that closes it together with some candidates of its other pairs has its vote. */
function vote({ pairs }: Graph, loops: Loops, choices: Choice[], loop: number): void {
  const members: { choice: NonNullable<Choice>; sign: number; voted: boolean[] }[] = [];
  let [undecided, tolerated] = [false, 0];
  for (let at = 4 * loop; at < 4 * loop + 4; at++) {
    const pair = loops.pairs[at]!;
    if (pair < 0) continue;
    const choice = choices[pair];
    if (!choice) return;
    if (choice.undecided) undecided = true;
    tolerated = Math.max(tolerated, tolerance(pairs[pair]!));
    members.push({ choice, sign: loops.signs[at]!, voted: choice.candidates.map(() => false) });
  }
  if (!undecided) return;
  const chosen: number[] = [];
  const walk = (depth: number, x: number, y: number) => {
    if (depth === members.length) {
      if (Math.hypot(x, y) <= tolerated) for (const [k, { voted }] of members.entries()) voted[chosen[k]!] = true;
      return;
    }
    const { choice, sign } = members[depth]!;
    for (const [which, [dx, dy]] of choice.candidates.entries()) {
      chosen[depth] = which;
      walk(depth + 1, x + sign * dx, y + sign * dy);
    }
  };
  walk(0, 0, 0);
  for (const { choice, voted } of members) {
    for (const [which, yes] of voted.entries()) if (yes) choice.votes[which]!++;
  }
}

function decide(beliefs: Beliefs, choices: Choice[]): boolean {
  let decided = false;
  for (const [pair, choice] of choices.entries()) {
    if (!choice?.undecided) continue;
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
