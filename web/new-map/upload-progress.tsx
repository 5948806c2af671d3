import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Bar } from '../parts/bar.tsx';
import { aboutDuration, count, fileSize } from '../parts/durations.ts';
import { useKeptFocus } from '../parts/kept-focus.ts';
import { OutageNote } from '../parts/outage-note.tsx';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { FileList, FileRow } from './file-list.tsx';
import type { Plan } from './upload.ts';
import { useUpload, type WatchedUpload } from './watched-upload.ts';

type Props = {
  plan: Plan;
  /** Other files are wanted. */
  onRestart: () => void;
  /** True while leaving would end it. */
  onBusy: (isBusy: boolean) => void;
};

/** Uploads a plan and goes on to its job; leaving the page meanwhile asks first. */
export function Upload({ plan, onRestart, onBusy }: Props) {
  const { shown, away, start, stop } = useUpload(plan);
  const { at, error, standing } = shown.value;
  const isBusy = at !== 'stopped' && at !== 'failed';
  useEffect(() => onBusy(isBusy), [isBusy]);
  return (
    <div class="new-map-step">
      <Overall upload={shown.value} />
      <OutageNote away={away} />
      {(isBusy || standing.failed.length > 0) && (
        <ul class={isBusy ? 'sending' : undefined} aria-label={isBusy ? text.onTheirWay : text.fileStates.failed}>
          {[...standing.failed, ...standing.sending].slice(0, 6).map((line) => (
            <FileRow key={line.file} line={line} />
          ))}
        </ul>
      )}
      {/* Below what is on show, so that it stays where it is. */}
      {at === 'failed' && <Problem title={text.uploadFailed} error={error} retry={start} />}
      <AllFiles upload={shown.value} />
      {isBusy && <p class="quiet small">{text.uploadingWhat}</p>}
      <div class="new-map-actions">
        {isBusy && (
          <button type="button" class="button" onClick={stop}>
            {text.stopUpload}
          </button>
        )}
        {at === 'stopped' && (
          <button type="button" class="button main" onClick={start}>
            {text.resumeUpload}
          </button>
        )}
        {!isBusy && (
          <button type="button" class="button" onClick={onRestart}>
            {text.chooseOthers}
          </button>
        )}
      </div>
    </div>
  );
}

/** All files together: what is done, how fast it goes, how long it takes. */
function Overall({ upload: { at, standing, speed } }: { upload: WatchedUpload }) {
  const [done, all] = [count(standing.doneFiles), count(standing.files)];
  const words = {
    ...{ looking: text.lookingForUploads, uploading: text.uploadingNow, failed: text.uploadOf(done, all) },
    ...{ starting: text.startingJob, stopped: text.uploadStopped(done, all) },
  };
  const phase = useKeptFocus<HTMLParagraphElement>(at);
  return (
    <div class="overall">
      <p ref={phase}>
        <strong>
          <span role="status">{words[at]}</span>
          {/* Changes too often to be read aloud. */}
          {at === 'uploading' && <span>{text.soFar(done, all)}</span>}
        </strong>
      </p>
      <Bar share={standing.bytes ? standing.sentBytes / standing.bytes : 0} label={text.uploading(done, all)} />
      <p class="quiet small overall-counts">
        <span>{text.uploadOf(fileSize(standing.sentBytes), fileSize(standing.bytes))}</span>
        {at === 'uploading' && speed && (
          <span>{text.uploadLeft(fileSize(Math.round(speed.perSecond)), aboutDuration(speed.secondsLeft))}</span>
        )}
      </p>
      {standing.there > 0 && <p class="small">{text.thereAlready(count(standing.there), all)}</p>}
    </div>
  );
}

function AllFiles({ upload: { list, standing } }: { upload: WatchedUpload }) {
  const isOpen = useSignal(false);
  const { files, doneFiles, sending, failed } = standing;
  const waiting = files - doneFiles - sending.length - failed.length;
  const words = text.allFiles(count(waiting), count(doneFiles), failed.length ? count(failed.length) : '');
  return (
    <details
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{words}</summary>
      {isOpen.value && <FileList lines={list.lines} label={words} />}
    </details>
  );
}
