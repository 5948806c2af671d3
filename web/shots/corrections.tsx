import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api } from '../data/api.ts';
import { inOurWords } from '../data/in-our-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { go, guardLeaving } from '../routing/navigation.ts';
import { text } from '../text/en.ts';
import type { Of } from './shots-of-build.tsx';

/** What was moved by hand and waits for its rebuild: in sight wherever on the page, and not left behind unasked. */
export function Corrections({ of }: { of: Of }) {
  const { map, build, moves } = of;
  const isSending = useSignal(false);
  const error = useSignal<unknown>(undefined);
  const isDiscarding = useSignal(false);
  const leavingTo = useSignal<string | undefined>(undefined);
  const places = moves.places.value;
  const count = places.size;
  useEffect(() => {
    if (count === 0) return;
    const keepOpen = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', keepOpen);
    const endGuard = guardLeaving((to) => {
      if (moves.places.peek().size === 0 || to.pathname === of.address()) return true;
      leavingTo.value = to.href;
      return false;
    });
    return () => {
      removeEventListener('beforeunload', keepOpen);
      endGuard();
    };
  }, [count === 0, of]);
  const rebuild = async () => {
    if (isSending.peek()) return;
    isSending.value = true;
    error.value = undefined;
    const shots = [...moves.places.peek()].map(([screenshot_id, position]) => ({ screenshot_id, position }));
    try {
      const job = await api.correctShots(map.map, build, { shots });
      moves.discard();
      go(job.unchanged ? `/maps/${map.map}` : `/jobs/${job.job_id}`);
    } catch (failure) {
      error.value = inOurWords(failure, text.rebuildRefused);
    } finally {
      isSending.value = false;
    }
  };
  // Once the dialog has closed: without corrections nothing of all this is there, and a dialog cannot end with what it asks about.
  const isConfirmed = useRef(false);
  const afterwards = (act: () => void) => {
    if (isConfirmed.current) act();
    isConfirmed.current = false;
  };
  if (count === 0) return null;
  return (
    <>
      <section class="corrections" aria-label={text.correctionsMade(count)}>
        {Boolean(error.value) && <Problem title={text.rebuildFailed} error={error.value} />}
        <p>
          <b>{text.correctionsMade(count)}</b> <span class="quiet small">{text.notBuiltYet}</span>
        </p>
        <button
          type="button"
          class="button"
          onClick={() => {
            isDiscarding.value = true;
          }}
        >
          {text.discardMoves}
        </button>
        <button type="button" class="button main" aria-disabled={isSending.value} onClick={rebuild}>
          {isSending.value ? text.rebuilding : text.rebuildWith(count)}
        </button>
      </section>
      {isDiscarding.value && (
        <Confirm
          title={text.discardTitle(count)}
          words={text.discardWords}
          onConfirm={async () => {
            isConfirmed.current = true;
          }}
          onClose={() => {
            isDiscarding.value = false;
            afterwards(() => moves.discard());
          }}
        >
          <p>{text.discardWhat}</p>
        </Confirm>
      )}
      {leavingTo.value !== undefined && (
        <Confirm
          title={text.leaveTitle(count)}
          words={text.leaveWords}
          onConfirm={async () => {
            isConfirmed.current = true;
          }}
          onClose={() => {
            const to = leavingTo.peek()!;
            leavingTo.value = undefined;
            afterwards(() => {
              moves.discard();
              go(to);
            });
          }}
        >
          <p>{text.leaveWhat}</p>
        </Confirm>
      )}
    </>
  );
}
