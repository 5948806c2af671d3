import { matches } from './errors.ts';
import type { Retrier } from './language.ts';

/**
 * What to do about an error: the delay in seconds and the retriers' new counts, or undefined when no retrier takes it.
 * `counts` holds how often each retrier was used. `random` gives 0..1 (exclusive), for JitterStrategy FULL.
 * Defaults and limits: Amazon States Language, "Retrying after error".
 */
export function nextRetry(
  retriers: readonly Retrier[],
  error: string | undefined,
  counts: readonly number[],
  random: () => number,
): { delaySeconds: number; counts: number[] } | undefined {
  const index = retriers.findIndex((retrier) => matches(retrier.ErrorEquals, error));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const used = counts[index] ?? 0;
  if (used >= (retrier.MaxAttempts ?? 3)) return undefined;
  const full = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
  const capped = Math.min(full, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return {
    delaySeconds: retrier.JitterStrategy === 'FULL' ? capped * random() : capped,
    counts: retriers.map((_, i) => (counts[i] ?? 0) + (i === index ? 1 : 0)),
  };
}
