import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DeletionAnswer } from '../../lambdas/map/removal-schemas.ts';
import { api } from '../data/api.ts';
import { poll } from '../data/poll.ts';
import { count } from '../parts/durations.ts';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';

/** After a map was deleted: nobody sees it any more; what is left of it goes, until the counts say that nothing is. */
export function MapDeletion({ id, name }: { id: string; name: string }) {
  const answer = useSignal<DeletionAnswer | undefined>(undefined);
  const error = useSignal<unknown>(undefined);
  const round = useSignal(0);
  const home = useRef<HTMLAnchorElement>(null);
  useEffect(
    () =>
      poll({
        ask: () => api.mapDeletion(id),
        show(deletion) {
          answer.value = deletion;
          error.value = undefined;
          return deletion.status === 'deleting' ? 'again' : 'end';
        },
        fail(failure) {
          error.value = failure;
        },
      }),
    [id, round.value, answer, error],
  );
  const gone = answer.value?.status === 'deleted' ? answer.value : undefined;
  useEffect(() => {
    if (gone) home.current?.focus();
  }, [gone]);
  const retry = () => {
    round.value++;
  };
  return (
    <Page title={gone ? text.deleted(name) : text.deletingOf(name)}>
      <section class="message whole" role="status">
        <h1>{gone ? text.deleted(name) : text.deletingOf(name)}</h1>
        {gone && (
          <p>{gone.objects === null ? text.nothingLeft : text.went(count(gone.objects), count(gone.rows ?? 0))}</p>
        )}
        {!gone && <p>{text.deletingGoesOn}</p>}
        <a class="button main" href="/" ref={home}>
          {text.allMaps}
        </a>
      </section>
      {Boolean(error.value) && !gone && <Problem title={text.deletionNotTold} error={error.value} retry={retry} />}
    </Page>
  );
}
