import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import type { MapSummary } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';

type Maps = { maps?: MapSummary[]; next?: string | null; error?: unknown };

/** The maps page by page: own and public ones, anew when somebody signs in or out. */
export function useMaps(person: string | undefined) {
  const state = useSignal<Maps>({});
  const ask = useCallback(
    async (next?: string | null) => {
      const shown = state.peek();
      try {
        const page = await api.listMaps({ next });
        state.value = { maps: next ? [...(shown.maps ?? []), ...page.maps] : page.maps, next: page.next };
      } catch (error) {
        state.value = { ...shown, error };
      }
    },
    [state],
  );
  // Another person sees other maps.
  useEffect(() => {
    void ask();
  }, [ask, person]);
  return { state, more: () => ask(state.peek().next), reload: useCallback(() => void ask(), [ask]) };
}
