import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { dollars } from '../../client/cost-words.ts';
import { estimateMap } from '../../client/estimate-map.ts';
import { planOf } from '../../client/plan-of.ts';
import type { EstimateAnswer } from '../../lambdas/map/cost-schemas.ts';
import { api } from '../data/api.ts';
import { count, duration } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** Asked when nobody has typed for so long. */
const REST_MS = 400;

type Shot = Parameters<typeof planOf>[0][number] & { sha256: string };
type Props = { name: string; shots: readonly Shot[]; exact: boolean; full: boolean };

/** What the job would cost and how long it would take, before anything is sent. Nothing waits for it. */
export function Foreseen({ name, shots, exact, full }: Props) {
  const answer = useSignal<EstimateAnswer | 'failed' | undefined>(undefined);
  const plan = JSON.stringify({ ...planOf(shots), exact });
  const wanted = name.trim();
  useEffect(() => {
    let isAsked = true;
    const timer = setTimeout(async () => {
      const found = await estimateMap(api, JSON.parse(plan), { name: wanted, shots, full }).catch(
        () => 'failed' as const,
      );
      if (isAsked) answer.value = found;
    }, REST_MS);
    return () => {
      isAsked = false;
      clearTimeout(timer);
    };
  }, [plan, wanted, full]);
  return (
    <p class="new-map-cost quiet small" role="status">
      {answer.value && wordsOf(answer.value)}
    </p>
  );
}

function wordsOf(answer: EstimateAnswer | 'failed'): string {
  if (answer === 'failed') return text.costUnknown;
  const { usd, seconds, tiles, monthly_usd } = answer;
  return `${text.wouldCost(dollars(usd), duration(seconds), count(tiles))} ${text.wouldKeep(dollars(monthly_usd))}`;
}
