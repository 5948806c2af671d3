import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Album, AlbumDeletion } from '../../lambdas/album/schemas.ts';
import { albumApi } from '../data/album-api.ts';
import { poll } from '../data/poll.ts';

type Albums = { albums?: Album[]; next?: string | null; error?: unknown; deleting?: AlbumDeletion[] };

/** The visitor's albums page by page, anew when somebody signs in. An answer after a newer question is dropped. */
export function useAlbums(person: string | undefined) {
  const state = useSignal<Albums>({});
  const question = useRef(0);
  const ask = useCallback(
    async (next?: string | null) => {
      const mine = ++question.current;
      const shown = state.peek();
      const answer = await albumApi.listAlbums({ next }).then(
        (page): Albums => ({
          albums: next ? [...(shown.albums ?? []), ...page.items] : page.items,
          ...{ next: page.next, deleting: next ? shown.deleting : page.deleting },
        }),
        (error): Albums => ({ ...shown, error }),
      );
      if (mine === question.current) state.value = answer;
    },
    [state],
  );
  useEffect(() => {
    state.value = {};
    question.current++;
    if (person) void ask();
  }, [ask, person, state]);
  const isGoing = state.value.deleting?.some(({ photos, late }) => photos > 0 && !late) ?? false;
  useEffect(() => {
    if (!isGoing) return;
    return poll({
      ask: () => albumApi.listAlbums(),
      show({ deleting }) {
        state.value = { ...state.peek(), deleting };
        return 'again';
      },
    });
  }, [isGoing, state]);
  return { state, more: () => ask(state.peek().next), reload: useCallback(() => void ask(), [ask]) };
}
