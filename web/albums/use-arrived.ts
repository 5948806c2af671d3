import { useEffect, useRef } from 'preact/hooks';
import { ARRIVAL_DELAY_SECONDS } from '../../lib/limits/photos.ts';
import { poll } from '../data/poll.ts';
import type { Uploads } from './uploads.ts';
import type { PhotoList } from './use-photos.ts';

/** By then the bucket has said what lies in it (decision 0036), unless a worker is late. */
export const ASKED_MS = 3 * ARRIVAL_DELAY_SECONDS * 1000;

/**
 * What an earlier window did not finish may come all the same: the album is asked for it, for as long as that may be.
 * @param changed is told when some of it has come
 */
export function useArrived(uploads: Uploads | undefined, list: PhotoList, changed?: () => void): void {
  const { photos } = list.state.value;
  const { refresh } = list;
  const mayArrive = (uploads?.left.value?.asked.length ?? 0) > 0;
  const isKnown = photos !== undefined;
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (photos && mayArrive && uploads?.arrived(new Set(photos.map(({ id }) => id)))) latest.current?.();
  }, [photos, mayArrive, uploads]);
  useEffect(() => {
    if (!mayArrive || !isKnown) return;
    const began = performance.now();
    return poll({
      isAsked: true,
      ask: refresh,
      show: () => (performance.now() - began < ASKED_MS ? 'again' : 'end'),
    });
  }, [mayArrive, isKnown, refresh]);
}
