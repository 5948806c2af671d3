import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
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
      if (to.pathname === location.pathname || moves.places.peek().size === 0) return true;
      if (to.pathname === new URL(of.address(), location.href).pathname) return true;
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
  if (count === 0) return null;
  return (
    <>
      {Boolean(error.value) && <Problem title={text.rebuildFailed} error={error.value} />}
      <section class="corrections" aria-label={text.correctionsMade(count)}>
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
          onConfirm={async () => moves.discard()}
          onClose={() => {
            isDiscarding.value = false;
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
            const to = leavingTo.peek()!;
            moves.discard();
            go(to);
          }}
          onClose={() => {
            leavingTo.value = undefined;
          }}
        >
          <p>{text.leaveWhat}</p>
        </Confirm>
      )}
    </>
  );
}
