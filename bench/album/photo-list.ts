/** The list of an album on somebody's phone. When it is asked for, and for how much, is the page's own code. */
import { setTimeout } from 'node:timers/promises';
import type { Photo, PhotoList } from '../../lambdas/album/photo-schemas.ts';
import { PHOTOS_PER_PAGE } from '../../lib/limits/photos.ts';
import { mergePhotos } from '../../web/albums/merge-photos.ts';
import { type AskPhotos, isPreparing, newestPages } from '../../web/albums/newest-pages.ts';
import { watchPreparing } from '../../web/albums/watch-preparing.ts';
import type { Surroundings } from '../../web/data/poll.ts';
import type { Door } from './doors.ts';

export type PhotoListOnPhone = ReturnType<typeof photoList>;

/** In somebody's hand, with a network all the time. */
const inHand: Surroundings = {
  hidden: () => false,
  onChange: () => () => {},
  later(call, seconds) {
    const stopping = new AbortController();
    setTimeout(seconds * 1000, undefined, { signal: stopping.signal }).then(call, () => {});
    return () => stopping.abort();
  },
};

/** @param show is told of every change of the list, newest first */
export function photoList(door: Pick<Door, 'list'>, show: (photos: Photo[]) => Promise<void>) {
  let photos: Photo[] = [];
  let next: string | null | undefined;
  let isClosed = false;
  let stop: (() => void) | undefined;
  const underWay = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const end = () => underWay.delete(work);
    work.then(end, end);
    return work;
  };
  const ask: AskPhotos = async (at) => {
    const answer = isClosed ? undefined : await tracked(door.list(at));
    if (!answer) throw new Error('The list did not come: that is tallied where it was asked for.');
    return JSON.parse(answer.bytes.toString()) as PhotoList;
  };
  const take = (items: Photo[]) => {
    photos = mergePhotos(photos, items);
    return isClosed ? undefined : tracked(show(photos));
  };
  const watch = () => {
    stop?.();
    stop = photos.some(isPreparing)
      ? watchPreparing({ ask, known: () => photos, take: (items) => void take(items) }, inHand)
      : undefined;
  };
  const answered = (work: Promise<void>) => work.catch(() => {});
  return {
    photos: (): readonly Photo[] => photos,
    hasMore: () => next !== null,
    /** The next page, which is the first one to begin with. */
    more: () =>
      answered(
        (async () => {
          const wasWaiting = photos.some(isPreparing);
          const page = await ask({ next, limit: PHOTOS_PER_PAGE.most });
          next = page.next;
          await take(page.items);
          if (!wasWaiting) watch();
        })(),
      ),
    /** Again, because a photo was added. */
    refresh: () =>
      answered(
        (async () => {
          const wasEmpty = photos.length === 0;
          for await (const page of newestPages(ask, photos)) {
            if (wasEmpty) next = page.next;
            await take(page.items);
          }
          watch();
        })(),
      ),
    /** Nobody looks any more. What is under way still comes. */
    async close(): Promise<void> {
      isClosed = true;
      stop?.();
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
