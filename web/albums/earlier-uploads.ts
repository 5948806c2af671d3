import { type ReadonlySignal, signal } from '@preact/signals';
import type { Announced, PhotoProgress } from '../../client/send-photo.ts';
import type { QueuedPhoto } from '../../client/upload-photos.ts';
import { isHeld } from '../parts/window-lock.ts';
import type { KeptUploads } from './kept-uploads.ts';
import { type KeptPhoto, keptOf, takeBegun, unfinishedOf } from './unfinished.ts';

type Memory = {
  /** How far a file had come that was chosen again. */
  take(announced: Announced): PhotoProgress | undefined;
  /** Writes down what is on its way now. */
  keep(photos: readonly QueuedPhoto<File>[]): void;
  /** They are shown no more. What is done of them is still known: it would else be sent again with the rest. */
  clear(photos: readonly QueuedPhoto<File>[]): void;
  forget(): void;
};
type Left = { unfinished: number; all: number };

/** What an earlier window left unfinished. While another one is at it still, there is nothing to be said, and nothing to be done. */
export function earlier(kept: KeptUploads, lock: string): { left: ReadonlySignal<Left | undefined>; memory: Memory } {
  let photos: KeptPhoto[] = kept.load();
  const all = photos.length;
  let isMine = false;
  const left = signal<Left | undefined>(undefined);
  const tell = () => {
    const unfinished = unfinishedOf(photos).length;
    left.value = isMine && unfinished > 0 ? { unfinished, all } : undefined;
  };
  void isHeld(lock).then((isBusyElsewhere) => {
    isMine = !isBusyElsewhere;
    if (isBusyElsewhere) photos = [];
    tell();
  });
  const memory: Memory = {
    take(announced) {
      const progress = takeBegun(photos, announced);
      tell();
      return progress;
    },
    keep(own) {
      // One list for all windows: that of the first one which is at it.
      if (isMine && own.length > 0) kept.save(keptOf(own, photos));
    },
    clear(own) {
      const done = keptOf(own, []).filter(({ isDone }) => isDone);
      if (unfinishedOf(photos).length > 0) photos.push(...done);
      if (isMine) kept.save(photos);
    },
    forget() {
      photos = [];
      kept.save(photos);
      tell();
    },
  };
  return { left, memory };
}
