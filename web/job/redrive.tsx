import { useEffect } from 'preact/hooks';
import type { Job } from '../../lambdas/map/schemas.ts';
import { failedBy } from '../data/failed.ts';
import { Bar } from '../parts/bar.tsx';
import { ChooseFiles } from '../parts/choose-files.tsx';
import { Command } from '../parts/command.tsx';
import { useDropAnywhere } from '../parts/drop-anywhere.ts';
import { DropFrame } from '../parts/drop-frame.tsx';
import { droppedFiles } from '../parts/dropped-files.ts';
import { count } from '../parts/durations.ts';
import { useKeptFocus } from '../parts/kept-focus.ts';
import { OutageNote } from '../parts/outage-note.tsx';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { needsPictures } from './failure-words.ts';
import { isOver } from './redriving.ts';
import { saidOfRepair } from './repair-parts.ts';
import { RepairReport } from './repair-report.tsx';
import { type RepairStep, useRepairing } from './repairing.ts';

type Props = {
  job: Job;
  onRedriven: (job: Job) => void;
  /** The platform refused: the job may no longer be what the page shows. */
  onRefused: () => void;
};

/** How a failed job goes on: with repaired pictures, dropped anywhere on the page, or as things are. */
export function Redrive({ job, onRedriven, onRefused }: Props) {
  const needs = needsPictures(job);
  const { step, error, away, take, forget, send, stop } = useRepairing(job, needs, onRedriven);
  const now = step.value;
  // While pictures are sent others are not taken; the browser would leave the page for them.
  useDropAnywhere((dropped) => now.at !== 'uploading' && void take(droppedFiles(dropped)));
  const heading = useKeptFocus<HTMLHeadingElement>(`${now.at} ${Boolean(error.value)}`);
  // What can only be refused again is not offered; other files, dropped here, may make another map of it.
  const over = isOver(error.value);
  const isRefused = failedBy(error.value).status === 409;
  useEffect(() => {
    if (isRefused) onRefused();
  }, [isRefused]);
  return (
    <section class="message redrive" aria-labelledby="redrive">
      <h2 id="redrive" ref={heading}>
        {text.goOnTitle}
      </h2>
      <p class="unseen" role="status">
        {saidOf(now)}
      </p>
      <p>{needs ? text.repairWhat : text.goOnWhat}</p>
      {Boolean(error.value) && (
        <Problem
          title={text.redriveFailed}
          error={error.value}
          retry={now.at === 'found' && !over ? send : undefined}
        />
      )}
      {isRefused && (
        <a class="button" href="/#new">
          {text.newMap}
        </a>
      )}
      {now.at !== 'uploading' && <DropFrame words={text.dropToRepair} />}
      {now.at === 'choosing' && needs && !over && (
        <ChooseFiles title={text.repairDrop} what={text.repairNames} onChosen={take} />
      )}
      {now.at === 'choosing' && !needs && !over && (
        <button type="button" class="button main" onClick={send}>
          {text.goOn}
        </button>
      )}
      {(now.at === 'checking' || now.at === 'uploading') && (
        <div class="redrive-step">
          <p>{wordsOf(now)}</p>
          <Bar share={now.all ? now.done / now.all : 0} label={wordsOf(now)} />
          {now.at === 'uploading' && now.all > 0 && (
            <>
              <OutageNote away={away} />
              <p class="quiet small">{text.uploadingWhat}</p>
              <button type="button" class="button" onClick={stop}>
                {text.stopUpload}
              </button>
            </>
          )}
        </div>
      )}
      {now.at === 'found' && !over && (
        <RepairReport repair={now.repair} job={job} onSend={send} onMore={take} onForget={forget} />
      )}
      {now.at === 'choosing' && !over && (
        <>
          <p class="quiet small">{text.orByCommand}</p>
          <Command line={text.redriveCommand(job.job_id, needs, location.origin)} />
        </>
      )}
    </section>
  );
}

/** Read aloud; counts change too often for that, and names are read where they stand. */
function saidOf(now: RepairStep): string {
  if (now.at === 'choosing') return '';
  if (now.at === 'found') return saidOfRepair(now.repair);
  if (now.at === 'checking') return now.all ? text.checkingNow : text.reading;
  return now.all ? text.uploadingNow : text.goingOn;
}

function wordsOf({ at, done, all }: { at: 'checking' | 'uploading'; done: number; all: number }): string {
  if (at === 'checking') return all ? text.checking(count(done), count(all)) : text.reading;
  return all ? text.uploading(count(done), count(all)) : text.goingOn;
}
