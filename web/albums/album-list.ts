import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Album } from '../../lambdas/album/schemas.ts';
import { albumApi } from '../data/album-api.ts';

type Albums = { albums?: Album[]; next?: string | null; error?: unknown };

/** The visitor's albums page by page, anew when somebody signs in. An answer after a newer question is dropped. */
export function useAlbums(person: string | undefined) {
  const state = useSignal<Albums>({});
  const question = useRef(0);
  const ask = useCallback(
    async (next?: string | null) => {
      const mine = ++question.current;
      const shown = state.peek();
      const answer = await albumApi.listAlbums({ next }).then(
        (page): Albums => ({ albums: next ? [...(shown.albums ?? []), ...page.items] : page.items, next: page.next }),
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
  return { state, more: () => ask(state.peek().next), reload: useCallback(() => void ask(), [ask]) };
}
