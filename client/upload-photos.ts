/**
 * Many photos into an album, a few at a time. Each stands for itself: one that cannot be taken holds up no other. Knows nothing
 * of a page, so that it can be proved without one.
 */

import type { RetryOptions } from './retry.ts';
import { type Announced, type PhotoDoor, type PhotoProgress, sendPhoto } from './send-photo.ts';

/** Photos of phones have 3 to 12 MB, and each that is on its way is in memory once, to be summed. */
export const PHOTOS_AT_A_TIME = 4;

export type PhotoStage = 'waiting' | 'reading' | 'sending' | 'confirming' | 'done' | 'failed';
export type QueuedPhoto<File> = {
  readonly id: number;
  readonly file: File;
  stage: PhotoStage;
  /** Bytes that have left, of this attempt. */
  sent: number;
  /** Why it failed. */
  error?: unknown;
  /** What it is, once it was looked at. */
  readonly announced?: Announced;
  readonly progress: Readonly<PhotoProgress>;
};

export type PhotoQueueOptions<File> = Pick<RetryOptions, 'pause' | 'patienceMs'> & {
  door: PhotoDoor;
  /** Looks at the file. @throws Error whose message says why it is no photo and what to do */
  describe(file: File): Promise<Announced>;
  read(file: File): BodyInit;
  /** How far it came earlier, where that is known. Asked once for each. */
  begun?(announced: Announced): PhotoProgress | undefined;
  /** After every change of a photo, or of the queue. */
  onChange(): void;
  /** An error after which no other photo would be taken: no other is begun, and what is not done waits. */
  endsAll?(error: unknown): boolean;
  now?: () => number;
};

type Kept<File> = Omit<QueuedPhoto<File>, 'announced' | 'progress'> & {
  progress: PhotoProgress;
  announced?: Announced;
};

export function photoQueue<File>(options: PhotoQueueOptions<File>) {
  const photos: Kept<File>[] = [];
  let running = 0;
  let stopping = new AbortController();
  /** Why the queue stands still; undefined while it goes on. */
  let halted: { error?: unknown } | undefined;
  let nextId = 1;

  const change = (photo: Kept<File>, to: Partial<QueuedPhoto<File>>) => {
    Object.assign(photo, to);
    options.onChange();
  };

  function fill(): void {
    while (running < PHOTOS_AT_A_TIME && !halted) {
      const next = photos.find(({ stage }) => stage === 'waiting');
      if (!next) return;
      running++;
      // Taken at once: the next look must not find it again.
      next.stage = 'reading';
      void take(next, stopping.signal).finally(() => {
        running--;
        fill();
        options.onChange();
      });
    }
  }

  async function look(photo: Kept<File>): Promise<Announced> {
    const announced = await options.describe(photo.file);
    photo.progress = options.begun?.(announced) ?? photo.progress;
    return announced;
  }

  async function take(photo: Kept<File>, signal: AbortSignal): Promise<void> {
    const { door, pause, patienceMs, now, read } = options;
    try {
      change(photo, { stage: 'reading', sent: 0, error: undefined });
      photo.announced ??= await look(photo);
      signal.throwIfAborted();
      await sendPhoto({
        ...{ door, signal, pause, patienceMs, now, announced: photo.announced, progress: photo.progress },
        body: read(photo.file),
        onStage: (stage) =>
          change(photo, { stage, ...(stage === 'confirming' && { sent: photo.announced!.file_size }) }),
        onSent: (bytes) => change(photo, { sent: Math.min(bytes, photo.announced!.file_size) }),
      });
      change(photo, { stage: 'done' });
    } catch (error) {
      if (signal.aborted) return change(photo, { stage: 'waiting', sent: 0 });
      if (!options.endsAll?.(error)) return change(photo, { stage: 'failed', sent: 0, error });
      // Those on their way may still be taken: they have their tickets.
      halted ??= { error };
      change(photo, { stage: 'waiting', sent: 0 });
    }
  }

  return {
    photos: photos as readonly QueuedPhoto<File>[],
    add(files: readonly File[]): void {
      for (const file of files) photos.push({ id: nextId++, file, stage: 'waiting', sent: 0, progress: {} });
      options.onChange();
      fill();
    },
    /** Begins again with one that failed, where it stopped. */
    retry(id: number): void {
      const photo = photos.find((one) => one.id === id);
      if (photo?.stage !== 'failed') return;
      change(photo, { stage: 'waiting', error: undefined });
      fill();
    },
    /** Ends what is on its way; what is not done waits for `goOn`. */
    stop(): void {
      halted = {};
      stopping.abort();
      options.onChange();
    },
    goOn(): void {
      if (!halted) return;
      halted = undefined;
      stopping = new AbortController();
      options.onChange();
      fill();
    },
    /** Takes away those that are done, and those that failed. */
    clear(): void {
      const left = photos.filter(({ stage }) => stage !== 'done' && stage !== 'failed');
      photos.splice(0, photos.length, ...left);
      options.onChange();
    },
    halted: () => halted,
    isBusy: () => running > 0,
  };
}
export type PhotoQueue<File> = ReturnType<typeof photoQueue<File>>;
