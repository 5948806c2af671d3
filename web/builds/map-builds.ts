import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { isFinal } from '../data/failed.ts';
import { poll } from '../data/poll.ts';
import { stateOf } from '../parts/build-state.ts';

/** `before`: what the published build was published after, to go back to; null when there is nothing. */
type Asked = { map: MapDetail; before: string | null };
export type MapBuilds = Partial<Asked> & { error?: unknown };

/** A map with its builds, asked for again as long as one is being made, and anew for another person. */
export function useMapBuilds(id: string, person: string | undefined) {
  const state = useSignal<MapBuilds>({});
  const round = useSignal(0);
  useEffect(
    () =>
      poll({
        ask: () => ask(id),
        show(asked) {
          state.value = asked;
          return asked.map.builds.some((build) => stateOf(build) === 'running') ? 'again' : 'end';
        },
        fail(error) {
          // What is on show stays, unless it is not for this person any more.
          state.value = isFinal(error) ? { error } : { ...state.peek(), error };
        },
      }),
    [id, person, round.value, state],
  );
  const reload = () => {
    round.value++;
  };
  return { state, reload };
}

async function ask(id: string): Promise<Asked> {
  const map = await api.showMap(id);
  // Who may not roll back needs not know.
  if (!map.own || !map.published_build) return { map, before: null };
  const shown = await api.buildMapJson(id, map.published_build).catch(() => undefined);
  return { map, before: shown?.previous ?? null };
}
