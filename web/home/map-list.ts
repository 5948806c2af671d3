import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { MapCard, MapList } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';

type Maps = { maps?: MapCard[]; next?: string | null; error?: unknown };

/** A page that holds something, where there is one: what others have not published is left out of pages. */
async function pageFrom(next: string | null | undefined): Promise<MapList> {
  let page = await api.listMaps({ next });
  while (page.maps.length === 0 && page.next) page = await api.listMaps({ next: page.next });
  return page;
}

/**
 * The maps page by page: own and public ones, anew when somebody signs in or out. An answer that comes after a newer question
 * is dropped: it may be another person's.
 */
export function useMaps(person: string | undefined) {
  const state = useSignal<Maps>({});
  const question = useRef(0);
  const ask = useCallback(
    async (next?: string | null) => {
      const mine = ++question.current;
      const shown = state.peek();
      const answer = await pageFrom(next).then(
        (page): Maps => ({ maps: next ? [...(shown.maps ?? []), ...page.maps] : page.maps, next: page.next }),
        (error): Maps => ({ ...shown, error }),
      );
      if (mine === question.current) state.value = answer;
    },
    [state],
  );
  // Another person sees other maps.
  useEffect(() => {
    void ask();
  }, [ask, person]);
  return { state, more: () => ask(state.peek().next), reload: useCallback(() => void ask(), [ask]) };
}
