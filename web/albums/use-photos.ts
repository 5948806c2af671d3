import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { PHOTOS_PER_PAGE } from '../../lib/limits/photos.ts';
import { mergePhotos } from './merge-photos.ts';
import { type AskPhotos, isPreparing, newestPages } from './newest-pages.ts';
import { watchPreparing } from './watch-preparing.ts';

/** Photos as far as they were asked for; `next` is null when they are all. */
export type Photos = { photos?: Photo[]; next?: string | null; error?: unknown };
export type PhotoList = {
  state: ReadonlySignal<Photos>;
  /** The next page. */
  more(): void;
  /** The newest ones again: photos were added, or are ready by now. */
  refresh(): Promise<void>;
  removed(id: string): void;
};

/** Photos of an album, page by page; while some of them are being prepared they are asked about again. `key` names whose they are. */
export function usePhotos(ask: AskPhotos, key: string): PhotoList {
  const state = useSignal<Photos>({});
  const latest = useRef(ask);
  latest.current = ask;
  const asking = useRef<Promise<void> | undefined>(undefined);
  const gone = useRef(new Set<string>());
  const there = (photos: Photo[]) => photos.filter(({ id }) => !gone.current.has(id));

  const page = useCallback(
    async (next?: string | null) => {
      try {
        const answer = await latest.current({ next, limit: PHOTOS_PER_PAGE.most });
        const { photos = [] } = state.peek();
        state.value = { photos: there(mergePhotos(photos, answer.items)), next: answer.next };
      } catch (error) {
        state.value = { ...state.peek(), error };
      }
    },
    [state],
  );
  const more = useCallback(() => {
    const { photos, next } = state.peek();
    if (asking.current || (photos && next === null)) return;
    asking.current = page(next).finally(() => {
      asking.current = undefined;
    });
  }, [page, state]);
  const refreshed = useSignal(0);
  const refresh = useCallback(async () => {
    for await (const { items, next } of newestPages(latest.current, state.peek().photos)) {
      const { photos, next: end } = state.peek();
      // Where the list was read to stays as it is, unless nothing was known.
      state.value = { photos: there(mergePhotos(photos ?? [], items)), next: photos?.length ? end : next };
    }
    refreshed.value++;
  }, [state, refreshed]);
  useEffect(() => {
    state.value = {};
    gone.current.clear();
    more();
  }, [key, more, state]);

  const waits = state.value.photos?.some(isPreparing) ?? false;
  const { value: asked } = refreshed;
  useEffect(() => {
    if (!waits) return;
    return watchPreparing({
      ask: (at) => latest.current(at),
      known: () => state.peek().photos ?? [],
      take(items) {
        const { photos = [], ...rest } = state.peek();
        state.value = { ...rest, photos: there(mergePhotos(photos, items)) };
      },
    });
    // Whoever adds a photo waits for it: asking begins anew.
  }, [waits, asked, state]);

  return {
    state,
    more,
    refresh: useCallback(() => refresh().catch(() => {}), [refresh]),
    removed(id) {
      gone.current.add(id);
      const { photos = [], ...rest } = state.peek();
      state.value = { ...rest, photos: there(photos) };
    },
  };
}
