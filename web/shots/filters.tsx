import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { CERTAINTIES, type Filter, type Summary } from './certainty.ts';
import { Swatch } from './swatch.tsx';

type Props = { shots: number; summary: Summary<Shot>; filter: Filter; choose: (filter: Filter) => void };

/** How many shots are how sure, which is the legend of the picture as well; choosing one shows those only. */
export function Filters({ shots, summary, filter, choose }: Props) {
  const { reason } = filter;
  return (
    <div class="shots-filters">
      <fieldset class="shots-certainties">
        <legend class="unseen">{text.whichCertainty}</legend>
        <button
          type="button"
          class="button"
          aria-pressed={!filter.certainty}
          onClick={() => choose(reason ? { reason } : {})}
        >
          {text.allShots} <b>{count(shots)}</b>
        </button>
        {CERTAINTIES.map((certainty) => (
          <button
            type="button"
            class="button"
            key={certainty}
            aria-pressed={filter.certainty === certainty}
            title={text.certaintyRange[certainty]}
            onClick={() => choose({ certainty, ...(reason && { reason }) })}
          >
            <Swatch certainty={certainty} /> {text.certainties[certainty]} <b>{count(summary.counts[certainty])}</b>
          </button>
        ))}
      </fieldset>
      <p class="quiet small shots-legend">{text.certaintyWhat}</p>
      <label class="shots-reason">
        {text.whichReason}
        <select
          value={reason ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const { reason: _, ...others } = filter;
            choose(value ? { ...others, reason: value as Shot['reason'] } : others);
          }}
        >
          <option value="">{text.anyReason}</option>
          {summary.reasons.map(([one, shots]) => (
            <option key={one} value={one} selected={one === reason}>
              {text.reasons[one]} ({count(shots)})
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
