import { type ReadonlySignal, signal } from '@preact/signals';
import type { Announced, PhotoProgress } from '../../client/send-photo.ts';
import type { QueuedPhoto } from '../../client/upload-photos.ts';
import { hold, isHeld } from '../parts/window-lock.ts';
import type { KeptUploads } from './kept-uploads.ts';
import { type KeptPhoto, keptOf, mergedOf, takeBegun, unfinishedOf } from './unfinished.ts';

type Memory = {
  /** How far a file had come that was chosen again. */
  take(announced: Announced): PhotoProgress | undefined;
  /** Writes down what is on its way now. */
  keep(photos: readonly QueuedPhoto<File>[]): void;
  /** They are shown no more. What is done of them is still known: it would else be sent again with the rest. */
  clear(photos: readonly QueuedPhoto<File>[]): void;
  forget(): void;
  /** These lie in the album by now: the bucket has said so, or whoever sent them, and nobody heard it here. */
  arrived(ids: ReadonlySet<string>, own: readonly QueuedPhoto<File>[]): boolean;
};
/** A photo of which it can be asked what became of it. */
export type SentFile = { photo: string; name: string };
/** `asked`: those of the unfinished ones that have an id. */
export type Left = { unfinished: number; all: number; asked: readonly SentFile[] };

/**
 * What earlier windows left unfinished. Of one that is still open there is nothing to be said, and nothing to be done: it remembers its
 * own, under a name that it holds.
 */
export function earlier(kept: KeptUploads): { left: ReadonlySignal<Left | undefined>; memory: Memory } {
  let photos: KeptPhoto[] = [];
  let takenOver: string[] = [];
  let all = 0;
  let letGo: (() => void) | undefined;
  const left = signal<Left | undefined>(undefined);
  const tell = () => {
    const unfinished = unfinishedOf(photos);
    const asked = unfinished.flatMap(({ photo, name }) => (photo === undefined ? [] : [{ photo, name }]));
    left.value = unfinished.length > 0 ? { unfinished: unfinished.length, all, asked } : undefined;
  };
  const save = (list: KeptPhoto[]) => {
    if (unfinishedOf(list).length > 0) letGo ??= hold(kept.name);
    else {
      letGo?.();
      letGo = undefined;
    }
    kept.save(list, takenOver);
    takenOver = [];
  };
  void closed(kept.load()).then((lists) => {
    photos.push(...mergedOf(lists.values()));
    takenOver = [...lists.keys()];
    all = photos.length;
    tell();
  });
  const memory: Memory = {
    take(announced) {
      const progress = takeBegun(photos, announced);
      tell();
      return progress;
    },
    keep(own) {
      if (own.length > 0) save(keptOf(own, photos));
    },
    clear(own) {
      const done = keptOf(own, []).filter(({ isDone }) => isDone);
      if (unfinishedOf(photos).length > 0) photos.push(...done);
      save(photos);
    },
    forget() {
      photos = [];
      save(photos);
      tell();
    },
    arrived(ids, own) {
      const has = ({ photo, isDone }: KeptPhoto) => photo !== undefined && !isDone && ids.has(photo);
      if (!photos.some(has)) return false;
      photos = photos.map((photo) => (has(photo) ? { ...photo, isThere: true, isDone: true } : photo));
      save(keptOf(own, photos));
      tell();
      return true;
    },
  };
  return { left, memory };
}

/** The lists of windows that are open no more. */
async function closed(lists: Map<string, KeptPhoto[]>): Promise<Map<string, KeptPhoto[]>> {
  const open = await Promise.all([...lists.keys()].map(isHeld));
  return new Map([...lists].filter((_, index) => !open[index]));
}
