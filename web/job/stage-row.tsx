import { CheckIcon, CloseIcon, WarningIcon } from '../icons/icons.tsx';
import { Bar } from '../parts/bar.tsx';
import { aboutDuration, count } from '../parts/durations.ts';
import { rate, type Sample } from '../parts/rate.ts';
import { text } from '../text/en.ts';
import type { StageLine } from './stages.ts';

/** A stage: its bar, its counts, and while it works its rate and the time left. */
export function StageRow({ name, line, samples }: { name: string; line: StageLine; samples: Sample[] }) {
  const { state, counts } = line;
  const handled = counts ? counts.completed + counts.failed : 0;
  const share = state === 'done' ? 1 : counts?.total ? handled / counts.total : 0;
  const speed = state === 'now' && counts ? rate(samples, counts.name, counts.total) : undefined;
  const isCounted = counts && counts.total > 0 && state !== 'unreached' && (state !== 'waiting' || handled > 0);
  return (
    <li class={`stage ${state}`}>
      <p class="stage-name">
        <span class="stage-mark">
          {state === 'done' && <CheckIcon size={16} />}
          {state === 'failed' && <WarningIcon size={16} />}
          {state === 'stopped' && <CloseIcon size={16} />}
        </span>
        {name}
        {isCounted && state !== 'stopped' && <span class="unseen">{text.stageStates[state]}</span>}
      </p>
      <Bar share={share} label={name} state={state === 'failed' || state === 'stopped' ? state : undefined} />
      <p class="stage-counts small">
        {isCounted ? (
          <>
            {text.ofTotal(count(counts.completed), count(counts.total))}
            {counts.as_before > 0 && <span class="quiet">{text.asBefore(count(counts.as_before))}</span>}
            {counts.failed > 0 && <strong class="state failed">{text.failedItems(count(counts.failed))}</strong>}
            {state === 'stopped' && <span class="quiet">{text.stageStates.stopped}</span>}
          </>
        ) : (
          <span class="quiet">{text.stageStates[state]}</span>
        )}
        {speed && (
          <span class="quiet">
            {text.perSecond(speed.perSecond)} · {text.left(aboutDuration(speed.secondsLeft))}
          </span>
        )}
      </p>
    </li>
  );
}
