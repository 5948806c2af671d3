import { useEffect, useRef } from 'preact/hooks';
import { isComplete } from '../../client/repaired-shots.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { CheckIcon, WarningIcon } from '../icons/icons.tsx';
import { ChooseFiles } from '../parts/choose-files.tsx';
import type { Chosen } from '../parts/dropped-files.ts';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { type RepairPart, repairParts } from './repair-parts.ts';
import type { FoundRepair } from './repairing.ts';

type Props = {
  repair: FoundRepair;
  job: Job;
  onSend: () => void;
  onMore: (chosen: Promise<Chosen>) => void;
  onForget: () => void;
};

/** More would not be read; the count tells that there are. */
const SHOWN = 20;

/** What the given files are good for: what is found, what still misses, what has to be looked at, what is left aside. */
export function RepairReport({ repair, job, onSend, onMore, onForget }: Props) {
  const complete = isComplete(repair);
  const report = useRef<HTMLDivElement>(null);
  // Files may be dropped where this is out of sight.
  useEffect(() => report.current?.scrollIntoView({ block: 'nearest' }), [repair]);
  return (
    <div class="redrive-step" ref={report}>
      <div class="repair-report">
        {repairParts(repair).map((part) => (
          <Part key={part.title} {...part} />
        ))}
      </div>
      {complete ? (
        <div class="actions">
          <button type="button" class="button main" onClick={onSend}>
            {repair.changed.length > 0 ? text.uploadAndGoOn(repair.changed.length) : text.goOn}
          </button>
          <button type="button" class="button" onClick={onForget}>
            {text.chooseOthers}
          </button>
        </div>
      ) : (
        <>
          <ChooseFiles title={text.dropTheRest} what={text.dropTheRestWhat} onChosen={onMore} />
          <button type="button" class="button" onClick={onForget}>
            {text.forgetFiles}
          </button>
        </>
      )}
      {complete && repair.changed.length > 0 && <p class="quiet small">{text.replacedIn(job.map_name)}</p>}
    </div>
  );
}

const STATE = { good: 'completed', bad: 'failed', quiet: 'quiet' } as const;

function Part({ title, lines, tone }: RepairPart) {
  return (
    <section>
      <h3 class={`state ${STATE[tone]}`}>
        {tone === 'good' && <CheckIcon size={16} />}
        {tone === 'bad' && <WarningIcon size={16} />} {title}
      </h3>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>{text.moreProblems(count(lines.length - SHOWN))}</p>}
    </section>
  );
}
