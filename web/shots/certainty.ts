import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { DOUBTFUL_BELOW, SURE_FROM } from '../../lib/limits.ts';

/** How sure a place is, in the three steps that people tell apart; what is doubtful needs a look. */
export const CERTAINTIES = ['doubtful', 'fair', 'sure'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export function certaintyOf({ confidence }: Pick<Shot, 'confidence'>): Certainty {
  if (confidence < DOUBTFUL_BELOW) return 'doubtful';
  return confidence < SURE_FROM ? 'fair' : 'sure';
}

/** What the list and the grid show: everything, where nothing is chosen. */
export type Filter = { certainty?: Certainty; reason?: Shot['reason'] };

export const passes = (shot: Pick<Shot, 'confidence' | 'reason'>, { certainty, reason }: Filter): boolean =>
  (certainty === undefined || certaintyOf(shot) === certainty) && (reason === undefined || shot.reason === reason);

type Judged = Pick<Shot, 'confidence' | 'reason' | 'row' | 'col'>;

/** Least sure first; rows and columns decide among equals. */
export const leastSureFirst = <T extends Judged>(shots: readonly T[]): T[] =>
  shots.toSorted((a, b) => a.confidence - b.confidence || a.row - b.row || a.col - b.col);

export type Summary<T> = {
  counts: Record<Certainty, number>;
  /** All shots by reason, the reasons of most shots first. */
  reasons: [reason: Shot['reason'], count: number][];
  /** Those that need a look by reason, least sure first; the reasons of most shots first. */
  looks: [reason: Shot['reason'], shots: T[]][];
};

export function summaryOf<T extends Judged>(shots: readonly T[]): Summary<T> {
  const counts = { doubtful: 0, fair: 0, sure: 0 };
  for (const shot of shots) counts[certaintyOf(shot)]++;
  const byReason = mostFirst(shots);
  return {
    counts,
    reasons: byReason.map(([reason, of]) => [reason, of.length]),
    looks: mostFirst(leastSureFirst(shots.filter((shot) => certaintyOf(shot) === 'doubtful'))),
  };
}

const mostFirst = <T extends Judged>(shots: readonly T[]): [Shot['reason'], T[]][] =>
  [...Map.groupBy(shots, ({ reason }) => reason)].toSorted(([, a], [, b]) => b.length - a.length);
