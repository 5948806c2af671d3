import { DOUBTFUL_BELOW } from '../../../../lib/limits.ts';
import type { XY } from '../../placement.ts';
import type { Beliefs } from './beliefs.ts';
import { type Drift, lowerMedian } from './drift.ts';
import { eachPair, type Graph } from './graph.ts';
import type { Islands } from './islands.ts';
import type { Positions } from './least-squares.ts';
import { likeliest, type Verdict } from './likeliest.ts';
import { queueOf } from './queue.ts';
import { type Words, wordsOf } from './words.ts';

/** How a shot came to its place, beyond the pairs that its island agrees on. */
export type Way =
  /** Of the main island, or put there by hand. */
  | 'known'
  /** Trusted pairs tie its island to what is known. */
  | 'tied'
  /** Trusted pairs contradict each other; the plan spoke for some. */
  | 'contradicted'
  /** Hints only: of what they can mean, the nearest to the plan. */
  | 'hinted'
  /** Its plan and the drift; the one island that all others hang on, where nothing is known. */
  | 'planned';

export type Reached = {
  way: Way[];
  /** No shot is surer than this. */
  most: Float64Array;
  /** By shot: 1 where trusted pairs lead to what is known; what only the plan or hints put is not tied, nor what hangs on it. */
  tied: Uint8Array;
};

/** Confidence of what is told by the plan alone: 28 px of spread hit half a pixel once in some thousand times. */
const PLANNED = 0.02;
/** An island's mean correction is better than one shot's, but still a guess. */
const PLANNED_ISLAND = 0.2;
const ISLAND_SHOTS = 4;
const HINTED_MOST = 0.45;
const CONTRADICTED_MOST = 0.49;
/** Two more for it than against it, or so many hints that agree: the plan alone never makes a dispute of two as clear as this. */
const OUTVOTED_MOST = 0.6;
const CERTAIN = 0.99;

/**
 * Moves island by island to where what is placed already, its own pairs and the plan together put it; the surest first. What
 * nothing reaches stands where its plan and the drift say, the largest first, and others may hang on it.
 */
export function reach(
  graph: Graph,
  beliefs: Beliefs,
  { of, members }: Islands,
  positions: Positions,
  { known, drift, shown, whole }: { known: number[]; drift: Drift; shown: number; whole: boolean },
): Reached {
  const reached: Reached = {
    way: graph.shots.map(() => 'planned'),
    most: new Float64Array(graph.shots.length),
    tied: new Uint8Array(graph.shots.length),
  };
  const placed = new Uint8Array(members.length);
  const asked = new Int32Array(members.length);
  const queue = queueOf<{ priority: number; id: number; turn: number; verdict: Verdict }>();
  const step = whole ? Math.round : (px: number) => px;

  const put = (island: number, shift: { x: number; y: number }, way: Way, most: number, tied = false) => {
    for (const shot of members[island]!) {
      positions.x[shot]! += step(shift.x);
      positions.y[shot]! += step(shift.y);
      reached.way[shot] = way;
      reached.most[shot] = most;
      reached.tied[shot] = tied ? 1 : 0;
    }
    placed[island] = 1;
    const around = new Set<number>();
    for (const shot of members[island]!) eachPair(graph, shot, (_, other) => around.add(of[other]!));
    for (const next of [...around].sort((a, b) => a - b)) if (!placed[next]) ask(next);
  };
  const planOf = (island: number) => {
    const off = (position: Float64Array, plan: Float64Array, axis: 0 | 1) =>
      lowerMedian(
        Float64Array.from(
          members[island]!,
          (shot) => plan[shot]! + drift.at(graph.nominalX[shot]!, graph.nominalY[shot]!)[axis] - position[shot]!,
        ),
      );
    return { x: off(positions.x, graph.nominalX, 0), y: off(positions.y, graph.nominalY, 1), spread: drift.spread };
  };
  const ask = (island: number) => {
    const plan = planOf(island);
    const all: Words[] = [];
    for (const shot of members[island]!) {
      eachPair(graph, shot, (pair, other) => {
        if (!placed[of[other]!]) return;
        const place: XY = [positions.x[shot]! - positions.x[other]!, positions.y[shot]! - positions.y[other]!];
        const wanted: XY = [place[0] + plan.x, place[1] + plan.y];
        const firm = reached.most[other]! >= DOUBTFUL_BELOW;
        const words = wordsOf(graph, beliefs, shown, pair, { other, firm, place, wanted });
        if (words) all.push(words);
      });
    }
    const verdict = likeliest(all, plan);
    const turn = ++asked[island]!;
    if (!verdict) return;
    const trusted = verdict.agreeing.some((words) => words.trusted);
    queue.push({ priority: verdict.posterior + (trusted ? 1 : 0), id: island, turn, verdict });
  };
  const hang = (island: number, { agreeing, against, posterior, x, y }: Verdict) => {
    const trusted = agreeing.filter((words) => words.trusted);
    const tied = trusted.some(({ other }) => reached.tied[other] === 1);
    const support = Math.max(...(trusted.length > 0 ? trusted : agreeing).map(({ other }) => reached.most[other]!));
    if (trusted.length === 0) put(island, { x, y }, 'hinted', Math.min(HINTED_MOST, posterior / 2, support));
    else if (against === 0) put(island, { x, y }, 'tied', Math.min(posterior, support), tied);
    else {
      const outvoted = trusted.length > against + 1 || posterior > CERTAIN;
      const ceiling = outvoted ? OUTVOTED_MOST : CONTRADICTED_MOST;
      put(island, { x, y }, 'contradicted', Math.min(ceiling, posterior, support), tied);
    }
  };
  const hangAll = () => {
    for (let next = queue.pop(); next; next = queue.pop())
      if (!placed[next.id] && asked[next.id] === next.turn) hang(next.id, next.verdict);
  };

  for (const island of known) put(island, { x: 0, y: 0 }, 'known', 1, true);
  hangAll();
  const others = members.map((_, island) => island).filter((island) => !placed[island]);
  for (const island of others.sort((a, b) => members[b]!.length - members[a]!.length || a - b)) {
    if (placed[island]) continue;
    put(island, planOf(island), 'planned', members[island]!.length >= ISLAND_SHOTS ? PLANNED_ISLAND : PLANNED);
    hangAll();
  }
  return reached;
}
