import { useEffect, useRef } from 'preact/hooks';
import { isComplete } from '../../client/repaired-shots.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { CheckIcon, WarningIcon } from '../icons/icons.tsx';
import { ChooseFiles } from '../parts/choose-files.tsx';
import type { Chosen } from '../parts/dropped-files.ts';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
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
  const repaired = repair.changed.filter(({ failed }) => failed).map(({ file }) => file);
  const others = repair.changed.filter(({ failed }) => !failed).map(({ file }) => file);
  const complete = isComplete(repair);
  const problems = [
    ...repair.wrong.map(({ file, why }) => `${file}: ${why}`),
    ...repair.otherSize.map(({ file, width, height }) => text.otherSize(file, width, height)),
    ...repair.shared.map(text.sharedName),
  ];
  const found = new Set(repair.changed.map(({ file }) => file));
  const strange = repair.unknown.filter(({ meant }) => meant === undefined || !found.has(meant));
  // Notes and licences of a whole folder are left aside in silence; a file that somebody chose by hand is not.
  const pictures = strange.filter(({ file }) => /\.(png|jpe?g|webp)$/i.test(file));
  const unknown = repair.changed.length + problems.length > 0 ? pictures : strange;
  const report = useRef<HTMLDivElement>(null);
  // Files may be dropped where this is out of sight.
  useEffect(() => report.current?.scrollIntoView({ block: 'nearest' }), [repair]);
  return (
    <div class="redrive-step" ref={report}>
      <div class="repair-report" role="status">
        <Part title={text.repairedFound(repaired.length)} lines={repaired} good />
        <Part title={text.repairedMissing(repair.missing.length)} lines={repair.missing} />
        <Part title={text.filesNeedWork} lines={problems} />
        <Part title={text.othersReplaced(others.length)} lines={others} good />
        <Part title={text.notOfTheJob} lines={unknown.map(({ file, meant }) => text.notAShot(file, meant))} quiet />
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

type PartProps = { title: string; lines: string[]; good?: boolean; quiet?: boolean };

function Part({ title, lines, good = false, quiet = false }: PartProps) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 class={good ? 'state completed' : quiet ? 'state quiet' : 'state failed'}>
        {good ? <CheckIcon size={16} /> : !quiet && <WarningIcon size={16} />} {title}
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
