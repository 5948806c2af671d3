import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { failedBy } from '../data/failed.ts';
import { text } from '../text/en.ts';
import { Problem } from './problem.tsx';
import { useStaysOpen } from './stays-open.ts';
import { useAct } from './use-act.ts';
import { useModal } from './use-modal.ts';
import '../style/dialog.css';

type Props = {
  title: string;
  /** What goes and what stays. */
  children: ComponentChildren;
  /** What the button does that cannot be taken back, how it says so while it is done, and how to leave things as they are. */
  words: { act: string; acting: string; keep: string; failed: string };
  /**
   * Does it. What it throws is shown; a conflict (409) is not offered again, because asking again changes nothing. The signal
   * is aborted when the person does not wait for the answer: whether it was done is then for the page to find out.
   */
  onConfirm: (signal: AbortSignal) => Promise<void>;
  onClose: () => void;
  /** `main` where what is done can be undone. */
  tone?: 'danger' | 'main';
};

/**
 * Asks once before something goes for good. It opens when it is shown; Esc and the button that keeps things close it, and
 * the focus returns to where it was. While it acts it stays, so that nobody acts twice, until the person leaves by its button.
 */
export function Confirm({ title, children, words, onConfirm, onClose, tone = 'danger' }: Props) {
  const { dialog, close } = useModal();
  const id = useId();
  const { isBusy, error, act } = useAct();
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const confirm = () =>
    act(async () => {
      await onConfirm(leaving.current.signal);
      close();
    });
  const leave = () => {
    leaving.current.abort();
    close();
  };
  const isRefused = failedBy(error.value).status === 409;
  return (
    <dialog ref={dialog} class="dialog confirm" aria-labelledby={id} {...useStaysOpen(isBusy.value)} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
      {Boolean(error.value) && <Problem title={words.failed} error={error.value} />}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={leave}>
          {isRefused || isBusy.value ? text.close : words.keep}
        </button>
        {!isRefused && (
          <button type="button" class={`button ${tone}`} aria-disabled={isBusy.value} onClick={confirm}>
            {isBusy.value ? words.acting : words.act}
          </button>
        )}
      </div>
    </dialog>
  );
}
