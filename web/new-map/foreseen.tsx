import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError } from '../../client/api-error.ts';
import { dollars } from '../../client/cost-words.ts';
import { estimateGameMap, type GameToEstimate } from '../../client/estimate-game-map.ts';
import { estimateMap } from '../../client/estimate-map.ts';
import { planOf } from '../../client/plan-of.ts';
import { outsideWorldAs } from '../../client/refuse-view.ts';
import { SAVE_START_BYTES } from '../../lambdas/map/capture-schemas.ts';
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
  const plan = { ...planOf(shots), exact };
  const wanted = name.trim();
  const ask = async () => wordsOf(await estimateMap(api, plan, { name: wanted, shots, full }));
  return <Asked question={JSON.stringify([plan, wanted, full])} ask={ask} />;
}

/** The same of a save, of which the beginning is sent; and that nothing can be made of it, in the platform's words. */
export function GameForeseen({ file, capture }: { file: File; capture: GameToEstimate }) {
  const ask = async () => {
    const start = await file.slice(0, SAVE_START_BYTES).arrayBuffer();
    try {
      const answer = await estimateGameMap(api, capture, new Uint8Array(start));
      return `${text.wouldTake(count(answer.shots))} ${wordsOf(answer)}`;
    } catch (error) {
      const told = outsideWorldAs(error, text.outsideWorldRemedy);
      if (told instanceof ApiError && told.status === 422) return told.message;
      throw error;
    }
  };
  return <Asked question={JSON.stringify(capture)} ask={ask} />;
}

/** Asks again when the question is another one. */
function Asked({ question, ask }: { question: string; ask: () => Promise<string> }) {
  const answer = useSignal('');
  useEffect(() => {
    let isAsked = true;
    const timer = setTimeout(async () => {
      const found = await ask().catch(() => text.costUnknown);
      if (isAsked) answer.value = found;
    }, REST_MS);
    return () => {
      isAsked = false;
      clearTimeout(timer);
    };
  }, [question]);
  return (
    <p class="new-map-cost quiet small" role="status">
      {answer}
    </p>
  );
}

function wordsOf({ usd, seconds, tiles, monthly_usd }: EstimateAnswer): string {
  return `${text.wouldCost(dollars(usd), duration(seconds), count(tiles))} ${text.wouldKeep(dollars(monthly_usd))}`;
}
