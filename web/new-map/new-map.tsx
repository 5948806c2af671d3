import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Bar } from '../parts/bar.tsx';
import { ChooseFiles } from '../parts/choose-files.tsx';
import { CloseButton } from '../parts/close-button.tsx';
import { DropFrame } from '../parts/drop-frame.tsx';
import type { Chosen } from '../parts/dropped-files.ts';
import { count } from '../parts/durations.ts';
import { useKeptFocus } from '../parts/kept-focus.ts';
import { Problem } from '../parts/problem.tsx';
import { useStaysOpen } from '../parts/stays-open.ts';
import { useModal } from '../parts/use-modal.ts';
import { signedInAs } from '../session/session.ts';
import { SignInNeeded } from '../session/sign-in-needed.tsx';
import { text } from '../text/en.ts';
import { type ChosenPlan, planOf } from './chosen-plan.ts';
import { FileProblems } from './file-problems.tsx';
import { GameForm } from './game-form.tsx';
import type { OwnMaps } from './name-news.ts';
import { PlanForm } from './plan-form.tsx';
import { isSave, readSave, type SaveFile } from './save-file.ts';
import type { Plan } from './upload.ts';
import { Upload } from './upload-progress.tsx';
import './new-map.css';

const SHOTS_AND_POSITIONS = 'image/png,image/jpeg,image/webp,.json,.sav';

type Step =
  | { at: 'choosing' }
  | { at: 'checking'; done: number; all: number }
  | { at: 'planned'; chosen: ChosenPlan }
  | { at: 'save'; save: SaveFile | string }
  | { at: 'uploading'; plan: Plan; isBusy: boolean }
  | { at: 'failed'; error: unknown };

type Props = {
  dropped?: Promise<Chosen>;
  /** Names of the visitor's maps: one of them makes a new build of that map. */
  own: OwnMaps;
  onClose: () => void;
};

/** The dialog behind *New map*: choose or drop, look at the plan, upload. Esc closes it while nothing is uploaded. */
export default function NewMap({ dropped, own, onClose }: Props) {
  const { dialog, close } = useModal();
  const step = useSignal<Step>({ at: 'choosing' });
  const looking = useRef<AbortController | undefined>(undefined);
  const check = async (files: Promise<Chosen>) => {
    // Files that come while others are looked at take their place.
    looking.current?.abort();
    const look = new AbortController();
    looking.current = look;
    const { signal } = look;
    const show = (next: Step) => {
      if (!signal.aborted) step.value = next;
    };
    show({ at: 'checking', done: 0, all: 0 });
    try {
      const found = await files;
      if (isSave(found)) {
        show({ at: 'save', save: await readSave(found) });
        return;
      }
      const chosen = await planOf(found, (done, all) => show({ at: 'checking', done, all }), signal);
      show({ at: 'planned', chosen });
    } catch (error) {
      show({ at: 'failed', error });
    }
  };
  useEffect(() => () => looking.current?.abort(), []);
  const restart = () => {
    step.value = { at: 'choosing' };
  };
  const now = step.value;
  const isBusy = now.at === 'uploading' && now.isBusy;
  const heading = useKeptFocus<HTMLHeadingElement>(now.at);
  // A drop is looked at once; none while an upload runs, which it would end.
  useEffect(() => {
    if (dropped && signedInAs.peek() && !isBusy) void check(dropped);
  }, [dropped]);
  return (
    <dialog ref={dialog} class="dialog new-map" aria-labelledby="new-map" {...useStaysOpen(isBusy)} onClose={onClose}>
      <div class="heading">
        <h2 id="new-map" ref={heading}>
          {text.newMap}
        </h2>
        {!isBusy && <CloseButton onClick={close} />}
      </div>
      <p class="unseen" role="status">
        {saidOf(now)}
      </p>
      {/* An upload that a login's end stops offers to sign in itself. */}
      {!signedInAs.value && now.at !== 'uploading' && <SignInNeeded why={text.signInForMaps} returnTo="/#new" />}
      {signedInAs.value && now.at === 'choosing' && (
        <ChooseFiles title={text.dropHere} what={text.dropWhat} accept={SHOTS_AND_POSITIONS} onChosen={check} />
      )}
      {now.at === 'checking' && (
        <div class="new-map-step">
          <p>{now.all ? text.checking(count(now.done), count(now.all)) : text.reading}</p>
          <Bar share={now.all ? now.done / now.all : 0} label={text.reading} />
        </div>
      )}
      {now.at === 'planned' &&
        (now.chosen.problems.length > 0 ? (
          <FileProblems problems={now.chosen.problems} onRestart={restart} />
        ) : (
          <PlanForm
            chosen={now.chosen}
            own={own}
            onRestart={restart}
            onPlan={(plan) => {
              step.value = { at: 'uploading', plan, isBusy: true };
            }}
          />
        ))}
      {now.at === 'save' &&
        (typeof now.save === 'string' ? (
          <FileProblems problems={[now.save]} onRestart={restart} />
        ) : (
          <GameForm
            save={now.save}
            own={own}
            onRestart={restart}
            onPlan={(plan) => {
              step.value = { at: 'uploading', plan, isBusy: true };
            }}
          />
        ))}
      {now.at === 'uploading' && (
        <Upload
          plan={now.plan}
          onRestart={restart}
          onBusy={(isBusy) => {
            step.value = { ...now, isBusy };
          }}
        />
      )}
      {signedInAs.value && !isBusy && <DropFrame words={text.dropToLook} />}
      {now.at === 'failed' && <Problem title={text.checkFailed} error={now.error} retry={restart} />}
    </dialog>
  );
}

/** Read aloud; how many are checked changes too often for that. */
function saidOf(step: Step): string {
  if (step.at === 'checking') return step.all ? text.checkingNow : text.reading;
  return step.at === 'planned' && step.chosen.problems.length === 0 ? text.checked : '';
}
