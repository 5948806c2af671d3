import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { SentPhotos } from '../../lambdas/album/share-schemas.ts';
import { PREPARING_POLL_SECONDS, SENT_PHOTOS_ASKED } from '../../lib/limits/photos.ts';
import type { Uploads } from '../albums/uploads.ts';
import { ASKED_MS } from '../albums/use-arrived.ts';
import { backoff } from '../data/backoff.ts';
import { poll } from '../data/poll.ts';
import { arrivedOf, openOf, type Sent, withFiles, withStates } from './sent-states.ts';

/**
 * What became of the photos that were sent, where no list of the album tells: those that an earlier window left may have come all the
 * same, and what cannot be shown is found out after it was confirmed.
 */
export function useSent(
  uploads: Uploads | undefined,
  ask: (photos: string[]) => Promise<SentPhotos>,
): ReadonlySignal<readonly Sent[]> {
  const sent = useSignal<readonly Sent[]>([]);
  const latest = useRef(ask);
  latest.current = ask;
  void uploads?.shown.value;
  const left = uploads?.left.value?.asked ?? [];
  const done = uploads ? doneOf(uploads) : [];
  const files = useRef({ done, left });
  files.current = { done, left };
  const ids = [...done, ...left].map(({ photo }) => photo).join();
  useEffect(() => {
    if (ids) sent.value = withFiles(sent.peek(), files.current);
  }, [ids, sent]);
  const open = openOf(sent.value).map(({ photo }) => photo);
  const key = open.slice(0, SENT_PHOTOS_ASKED).join();
  useEffect(() => {
    if (!key) return;
    const began = performance.now();
    const pause = backoff(PREPARING_POLL_SECONDS);
    return poll({
      // Of what was left much may have come by now.
      isAsked: openOf(sent.peek()).every(({ wasLeft }) => !wasLeft),
      ask: () => latest.current(key.split(',')),
      show({ items }) {
        pause.longer();
        sent.value = withStates(sent.peek(), items);
        uploads?.arrived(new Set(arrivedOf(sent.peek()).map(({ photo }) => photo)));
        return performance.now() - began < ASKED_MS ? 'again' : 'end';
      },
      fail: pause.longer,
      seconds: pause.seconds,
    });
  }, [key, sent, uploads]);
  return sent;
}

const doneOf = ({ queue }: Uploads) =>
  queue.photos.flatMap(({ stage, progress, file: { name } }) =>
    stage === 'done' && progress.ticket ? [{ photo: progress.ticket.photo_id, name }] : [],
  );
