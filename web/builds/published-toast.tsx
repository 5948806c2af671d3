import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { failedBy } from '../data/failed.ts';
import { UndoIcon } from '../icons/icons.tsx';
import { CloseButton } from '../parts/close-button.tsx';
import { text } from '../text/en.ts';
import { type Move, publish } from './publishing.ts';

type Props = { map: string; shows: string; back: Move; onUndone: () => void; onClose: () => void };

/** Says what the map shows now, with the way back. It stays until it is closed: who reads slowly may undo, too. */
export function PublishedToast({ map, shows, back, onUndone, onClose }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const state = useSignal<'shown' | 'undoing' | 'undone'>('shown');
  const error = useSignal<unknown>(undefined);
  // The button that was pressed is gone with the state of its build: the keyboard goes on from here.
  useEffect(() => frame.current?.focus(), []);
  const undo = async () => {
    state.value = 'undoing';
    error.value = undefined;
    try {
      await publish(map, back);
      state.value = 'undone';
      frame.current?.focus();
    } catch (failure) {
      error.value = failure;
      state.value = 'shown';
    }
    onUndone();
  };
  return (
    <div class="toast" role="status" tabIndex={-1} ref={frame}>
      <p>
        {error.value ? `${text.undoFailed} ${failedBy(error.value).message}` : undefined}
        {!error.value && (state.value === 'undone' ? text.undone : text.nowShown(shows))}
      </p>
      {state.value !== 'undone' && !error.value && (
        <button type="button" class="button plain" disabled={state.value === 'undoing'} onClick={undo}>
          <UndoIcon /> {text.undo}
        </button>
      )}
      <CloseButton onClick={onClose} />
    </div>
  );
}
