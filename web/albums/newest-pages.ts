import type { Photo, PhotoList } from '../../lambdas/album/photo-schemas.ts';
import { PHOTOS_PER_PAGE } from '../../lib/limits/photos.ts';

export type AskPhotos = (at: { next?: string | null; limit: number }) => Promise<PhotoList>;

/** Pages that are asked for again at most: those of 500 photos. */
const MOST_PAGES = 5;
/** Photos that may have been added since, above those that are known. */
const ADDED = 5;

/**
 * The newest pages of a list again, because photos were added: down to what is known, so that no gap is left, and to the last that was
 * being prepared.
 * @param known newest first
 */
export const newestPages = (ask: AskPhotos, known: readonly Photo[] = []): AsyncGenerator<PhotoList> =>
  pagesDownTo(oldestPreparing(known) ?? known[0]?.created_at, ask);

/**
 * The same because photos should be prepared by now: no further down than to the last of those, which are the newest as a rule. A
 * photo is two rows to be read, and pages ask for this by the hundred.
 */
export function preparingPages(ask: AskPhotos, known: readonly Photo[]): AsyncGenerator<PhotoList> {
  const last = known.findLastIndex(isPreparing);
  return pagesDownTo(known[last]?.created_at, ask, Math.min(PHOTOS_PER_PAGE.most, last + 1 + ADDED));
}

async function* pagesDownTo(
  until: string | undefined,
  ask: AskPhotos,
  first: number = PHOTOS_PER_PAGE.most,
): AsyncGenerator<PhotoList> {
  let next: string | null | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await ask({ next, limit: pages === 0 ? first : PHOTOS_PER_PAGE.most });
    yield page;
    next = page.next;
    const last = page.items.at(-1);
    if (!next || !last || until === undefined || last.created_at <= until) return;
  }
}

export const isPreparing = ({ variants }: Photo): boolean => variants === 'making';

const oldestPreparing = (photos: readonly Photo[]): string | undefined => photos.findLast(isPreparing)?.created_at;
