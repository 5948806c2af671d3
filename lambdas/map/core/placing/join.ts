import { type Beliefs, chanceWrong, evidence, tolerance } from './beliefs.ts';
import { type Consensus, consensusOf, type Vote } from './consensus.ts';
import { eachPair, type Graph } from './graph.ts';
import type { Islands } from './islands.ts';
import type { Positions } from './least-squares.ts';

/** Islands are joined where one shift is nine times as likely as any other: what is closer is decided with the plan. */
export const CLEAR = Math.log(9);

/**
 * Joins islands that trusted pairs tie, the clearest first: all pairs between two islands vote for the shift of one of them, so that
 * a hundred wrong pairs of which no two agree lose against two that do. Moves the shots of joined islands in `positions`.
 */
export function joinIslands(
  graph: Graph,
  beliefs: Beliefs,
  positions: Positions,
  islands: Islands,
  shown: number,
): void {
  for (let joined = true; joined; ) {
    joined = false;
    const ties = tiesOf(graph, beliefs, islands)
      .map((tie) => ({ ...tie, margin: marginOf(voteOf(graph, beliefs, positions, islands, tie, shown)) }))
      .filter(({ margin }) => margin >= CLEAR)
      .sort((s, t) => t.margin - s.margin || s.a - t.a || s.b - t.b);
    for (const { a, b } of ties) {
      const tie = { a: islands.of[a]!, b: islands.of[b]! };
      if (tie.a === tie.b) continue;
      // Others may have joined either side since: asked again, all of them vote.
      const vote = voteOf(graph, beliefs, positions, islands, { a, b }, shown);
      if (marginOf(vote) < CLEAR) continue;
      moveInto(islands, positions, vote!);
      joined = true;
    }
  }
}

const marginOf = (vote: Consensus | null) => (vote ? vote.weight - vote.rival : 0);

/** Two islands with a trusted pair between them, each named by a shot of it. */
type Tie = { a: number; b: number };

function tiesOf({ shots, from, to }: Graph, { trust }: Beliefs, { of }: Islands): Tie[] {
  const ties = new Map<number, Tie>();
  for (let pair = 0; pair < from.length; pair++) {
    const [a, b] = [from[pair]!, to[pair]!];
    if (trust[pair] === 0 || of[a] === of[b]) continue;
    const key = Math.min(of[a]!, of[b]!) * shots.length + Math.max(of[a]!, of[b]!);
    if (!ties.has(key)) ties.set(key, { a, b });
  }
  return [...ties.values()];
}

type Shift = Consensus & { moved: number; into: number };

/** How the smaller island must move to fit the other. */
function voteOf(
  graph: Graph,
  beliefs: Beliefs,
  { x, y }: Positions,
  { of, members }: Islands,
  { a, b }: Tie,
  shown: number,
): Shift | null {
  const size = (shot: number) => members[of[shot]!]!.length;
  const [moved, into] =
    size(a) < size(b) || (size(a) === size(b) && of[a]! > of[b]!) ? [of[a]!, of[b]!] : [of[b]!, of[a]!];
  const votes: Vote[] = [];
  for (const shot of members[moved]!) {
    eachPair(graph, shot, (pair, other) => {
      if (of[other] !== into || beliefs.trust[pair] === 0) return;
      const sign = graph.from[pair] === other ? 1 : -1;
      votes.push({
        x: x[other]! + sign * beliefs.dx[pair]! - x[shot]!,
        y: y[other]! + sign * beliefs.dy[pair]! - y[shot]!,
        weight: evidence(chanceWrong(beliefs.trust[pair]!, shown)),
        tolerance: tolerance(graph.pairs[pair]!),
      });
    });
  }
  const consensus = consensusOf(votes);
  return consensus && { ...consensus, moved, into };
}

function moveInto({ of, members }: Islands, positions: Positions, { x, y, moved, into }: Shift): void {
  for (const shot of members[moved]!) {
    positions.x[shot]! += x;
    positions.y[shot]! += y;
    of[shot] = into;
    members[into]!.push(shot);
  }
  members[moved] = [];
}
