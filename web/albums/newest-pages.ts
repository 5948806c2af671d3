import type { Photo, PhotoList } from '../../lambdas/album/photo-schemas.ts';

export type AskPhotos = (at: { next?: string | null }) => Promise<PhotoList>;

/** Pages that are asked for again at most: those of 500 photos. */
const MOST_PAGES = 5;

/**
 * The newest pages of a list again, because photos were added or are prepared by now: down to what is known, so that no gap is left,
 * and to the last that was being prepared.
 * @param known newest first
 */
export async function* newestPages(ask: AskPhotos, known: readonly Photo[] = []): AsyncGenerator<PhotoList> {
  const until = oldestPreparing(known) ?? known[0]?.created_at;
  let next: string | null | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await ask({ next });
    yield page;
    next = page.next;
    const last = page.items.at(-1);
    if (!next || !last || until === undefined || last.created_at <= until) return;
  }
}

export const oldestPreparing = (photos: readonly Photo[] = []): string | undefined =>
  photos.findLast(({ variants }) => variants === 'making')?.created_at;
