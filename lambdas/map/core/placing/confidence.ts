import { DOUBTFUL_BELOW, SURE_FROM } from '../../../../lib/limits.ts';
import type { PairReason, PlacedShot } from '../../placement.ts';
import { type Beliefs, chanceWrong, evidence, residual, tolerance } from './beliefs.ts';
import { consensusOf, type Vote } from './consensus.ts';
import type { Footing } from './footing.ts';
import { eachPair, type Graph } from './graph.ts';
import type { Islands } from './islands.ts';
import type { Positions } from './least-squares.ts';
import type { Reached } from './reach.ts';
import type { Standing, Tie } from './standing.ts';
import type { Telling } from './telling.ts';

/** What a single pair holds may be as wrong as that pair, and nothing would show it. */
const ONE_PAIR_MOST = 0.8;
/** Without a sure pair, however many agree: what repeats agrees with itself. */
const UNSURE_MOST = 0.7;
/** Two against one, or three against two. */
const DISPUTED_MOST = 0.85;
/** It fits fewer neighbours than it does not fit: another place, though one pair says otherwise. */
const MISFIT_MOST = 0.45;
const MOST = 0.999;
/** By what ties a shot to the rest; however sure the pairs are among those that are tied so. */
const TIED_MOST: Record<Tie, number> = { sure: MOST, unsure: UNSURE_MOST, loops: 0.45 };
/** Px, as lambdas/map/placement.ts says. */
const RIGHT_WITHIN = 0.5;
/** Px that a pair which holds a shot may want it elsewhere: beyond, what holds it does not agree on a place within half a px. */
const STRETCHED = RIGHT_WITHIN;
/** A second pair that agrees by chance would have hit one of eight steps of a lattice. */
const AGREEMENT = Math.log(8);

export type Judged = Pick<PlacedShot, 'confidence' | 'reason' | 'residual'>;

/** What is known when shots are judged. */
export type Findings = {
  graph: Graph;
  beliefs: Beliefs;
  positions: Positions;
  islands: Islands;
  reached: Reached;
  footing: Footing;
  standing: Standing;
  /** By pair: 1 where it is trusted and holds its shots. */
  holding: Uint8Array;
  tellings: Telling[];
  /** By shot: 1 where a group that it is of might lie elsewhere. */
  disputed: Uint8Array;
  shown: number;
};

export function judgeShot(findings: Findings, shot: number): Judged {
  const { graph, reached } = findings;
  const far = farthest(findings, shot);
  if (graph.shots[shot]!.fixed) return { confidence: 1, reason: 'by_hand', residual: far };
  const most = reached.most[shot]!;
  const way = reached.way[shot]!;
  if (way === 'contradicted') return { confidence: most, reason: 'different', residual: far };
  const told = findings.tellings[findings.islands.of[shot]!]!;
  // Its seams fit: what they say of it must not be that there is nothing to compare.
  const isHeld = far !== null;
  if (way === 'hinted') {
    const reason = told.repeats ? 'ambiguous' : isHeld ? 'apart' : told.reason;
    return { confidence: most, reason, residual: far };
  }
  if (way === 'planned' || !isHeld) {
    return { confidence: Math.min(most, 0.2), reason: isHeld ? 'apart' : told.reason, residual: far };
  }
  if (findings.standing.misfit[shot] || mostlyDifferent(findings, shot)) {
    return { confidence: Math.min(most, MISFIT_MOST), reason: 'different', residual: far };
  }
  const single = findings.footing.behind[shot] === 1;
  const tie = findings.standing.tie[shot]!;
  const confidence = Math.min(most, heldConfidence(findings, shot), TIED_MOST[tie]);
  if (!reached.tied[shot]) return { confidence, reason: 'apart', residual: far };
  if (tie === 'loops') return { confidence, reason: 'ambiguous', residual: far };
  return { confidence, reason: single ? 'one_pair' : 'matched', residual: far };
}

function heldConfidence(
  { graph, beliefs, positions, reached, footing, holding, disputed, shown }: Findings,
  shot: number,
): number {
  let [here, count, sure, stretched] = [-AGREEMENT, 0, 0, false];
  const elsewhere: Vote[] = [];
  eachPair(graph, shot, (pair, other) => {
    const trust = beliefs.trust[pair]!;
    if (trust === 0) return;
    const weight = evidence(chanceWrong(trust, shown));
    if (holding[pair]) {
      here += weight + AGREEMENT;
      count++;
      if (trust >= SURE_FROM) sure++;
      if (residual(graph, beliefs, positions, pair) > STRETCHED) stretched = true;
      return;
    }
    // What was moved by hand, or is not known well itself, contradicts nobody.
    if (graph.shots[other]!.fixed || !['known', 'tied'].includes(reached.way[other]!)) return;
    const sign = graph.from[pair] === other ? 1 : -1;
    const x = positions.x[other]! + sign * beliefs.dx[pair]! - positions.x[shot]!;
    const y = positions.y[other]! + sign * beliefs.dy[pair]! - positions.y[shot]!;
    elsewhere.push({ x, y, weight, tolerance: tolerance(graph.pairs[pair]!) });
  });
  const rival = consensusOf(elsewhere);
  let confidence = Math.min(MOST, 1 / (1 + Math.exp((rival?.weight ?? 0) - here)));
  if (stretched || disputed[shot] || (rival && count - rival.count < 2))
    confidence = Math.min(confidence, DISPUTED_MOST);
  if (sure === 0) confidence = Math.min(confidence, UNSURE_MOST);
  if (footing.behind[shot]) confidence = Math.min(confidence, ONE_PAIR_MOST) * footing.chance[shot]!;
  // Two sure pairs that nothing contradicts.
  if (sure >= 2 && !rival) confidence = Math.max(confidence, DOUBTFUL_BELOW);
  const variance = footing.variance[shot]!;
  return variance > 0 ? confidence * (1 - Math.exp(-(RIGHT_WITHIN ** 2) / (2 * variance))) : confidence;
}

const MISFITS: ReadonlySet<PairReason> = new Set(['different', 'same_picture']);

/** One pair holds the shot; more say that the pictures do not fit anywhere, or are one and the same. Two that agree are right. */
function mostlyDifferent({ graph, holding }: Findings, shot: number): boolean {
  let [held, misfits] = [0, 0];
  eachPair(graph, shot, (pair) => {
    if (holding[pair]) held++;
    else if (MISFITS.has(graph.pairs[pair]!.reason)) misfits++;
  });
  return held === 1 && misfits > 1;
}

/** Greatest distance from where a trusted pair wants the shot, null without one that holds it. */
function farthest({ graph, beliefs, positions, holding }: Findings, shot: number): number | null {
  let [far, held] = [0, false];
  eachPair(graph, shot, (pair) => {
    if (beliefs.trust[pair] === 0) return;
    if (holding[pair]) held = true;
    far = Math.max(far, residual(graph, beliefs, positions, pair));
  });
  return held ? far : null;
}
