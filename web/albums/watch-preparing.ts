import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { PREPARING_POLL_SECONDS } from '../../lib/limits/photos.ts';
import { backoff } from '../data/backoff.ts';
import { browser, poll, type Surroundings } from '../data/poll.ts';
import { type AskPhotos, isPreparing, preparingPages } from './newest-pages.ts';

export type Watched = {
  ask: AskPhotos;
  /** What has just been asked for, newest first. */
  known(): readonly Photo[];
  /** Takes a page of the list, which `known` tells from then on. */
  take(photos: Photo[]): void;
};

/**
 * Asks about the photos of a list that are being prepared until none is: soon at first, and twice as late each time that none has become
 * ready. Others that begin to be prepared meanwhile make nobody ask more often.
 * @returns how to stop
 */
export function watchPreparing({ ask, known, take }: Watched, around: Surroundings = browser): () => void {
  const pause = backoff(PREPARING_POLL_SECONDS);
  const waiting = () => known().filter(isPreparing);
  return poll(
    {
      isAsked: true,
      async ask() {
        const before = waiting();
        for await (const { items } of preparingPages(ask, known())) take(items);
        const still = new Set(waiting().map(({ id }) => id));
        if (before.every(({ id }) => still.has(id))) pause.longer();
      },
      show: () => (waiting().length > 0 ? 'again' : 'end'),
      fail: pause.longer,
      seconds: pause.seconds,
    },
    around,
  );
}
