/** Uploads of this window. They belong to no page: whoever looks at another one meanwhile finds them going on. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { PhotoDoor } from '../../client/send-photo.ts';
import { type PhotoQueue, photoQueue } from '../../client/upload-photos.ts';
import { failedBy } from '../data/failed.ts';
import { count } from '../parts/durations.ts';
import { keepAwake } from '../parts/keep-awake.ts';
import { type Outage, outage } from '../parts/outage.ts';
import { albumText } from '../text/en-album.ts';
import { earlier, type Left } from './earlier-uploads.ts';
import { type KeptUploads, keptUploads } from './kept-uploads.ts';
import { describePhoto } from './photo-file.ts';

/** As many as are taken at a time. */
const MOST_PHOTOS = 200;
/** What is on its way is written down so often at most, and when the page is left. */
const KEPT_MS = 1000;
/** Bytes leave by the hundred times a second; people read more slowly. */
const SHOWN_MS = 150;

export type Uploads = {
  queue: PhotoQueue<File>;
  /** Changes whenever there is something else to show. */
  shown: ReadonlySignal<number>;
  away: Outage;
  /** What is to be said of files that were not taken. */
  note: ReadonlySignal<string | undefined>;
  /** Photos that an earlier window did not finish, of so many: whoever chooses the files again goes on with them. */
  left: ReadonlySignal<Left | undefined>;
  /** They are not wanted any more. */
  forgetLeft(): void;
  /** Of those, these lie in the album by now. @returns whether one was among them */
  arrived(ids: ReadonlySet<string>): boolean;
  add(files: File[]): void;
  /** Takes those off the list that are there or were not taken. */
  clear(): void;
};

const all = new Map<string, Uploads>();

/**
 * The uploads into one album.
 * @param key whose door it is: the album's, or a link's
 * @param store where the list of what is not finished outlives the page
 */
export function uploadsOf(key: string, door: PhotoDoor, store: () => Storage): Uploads {
  const known = all.get(key);
  if (known) return known;
  const made = makeUploads(door, keptUploads(key, store));
  all.set(key, made);
  return made;
}

function makeUploads(door: PhotoDoor, kept: KeptUploads): Uploads {
  const shown = signal(0);
  const note = signal<string | undefined>(undefined);
  const away = outage();
  const awake = whileBusy(away);
  const { left, memory } = earlier(kept);
  const save = () => memory.keep(queue.photos);
  let isSaving = false;
  addEventListener('pagehide', save);
  let isTelling = false;
  const tell = () => {
    awake(queue.isBusy());
    if (!isSaving) {
      isSaving = true;
      setTimeout(() => {
        isSaving = false;
        save();
      }, KEPT_MS);
    }
    if (isTelling) return;
    isTelling = true;
    setTimeout(() => {
      isTelling = false;
      shown.value++;
    }, SHOWN_MS);
  };
  const queue = photoQueue<File>({
    door: overWhenAnswered(door, away),
    describe: describePhoto,
    read: (file) => file,
    begun: memory.take,
    onChange: () => tell(),
    // The address is right: it served this page. Whoever has no network just now has it later.
    ...{ pause: away.pause, patienceMs: Number.POSITIVE_INFINITY },
    endsAll: (error) => {
      const { status, code } = failedBy(error);
      return status === 401 || status === 403 || code === 'quota_reached' || (code?.startsWith('link_') ?? false);
    },
  });
  return {
    ...{ queue, shown, away, note, left },
    forgetLeft: memory.forget,
    arrived: (ids) => memory.arrived(ids, queue.photos),
    add(files) {
      const open = queue.photos.filter(({ stage }) => stage !== 'done' && stage !== 'failed').length;
      const taken = files.slice(0, Math.max(0, MOST_PHOTOS - open));
      const [first, ...others] = files.slice(taken.length);
      note.value = first && albumText.tooMany(count(MOST_PHOTOS), count(others.length + 1), first.name);
      queue.add(taken);
    },
    clear() {
      note.value = undefined;
      memory.clear(queue.photos);
      queue.clear();
    },
  };
}

/** Whatever is answered ends an outage. */
function overWhenAnswered(door: PhotoDoor, away: Outage): PhotoDoor {
  const told = <T>(answer: Promise<T>) =>
    answer.then((value) => {
      away.over();
      return value;
    });
  return {
    ticket: (photo) => told(door.ticket(photo)),
    renew: (photo) => told(door.renew(photo)),
    confirm: (photo) => told(door.confirm(photo)),
    uploadShot: (...sent) => told(door.uploadShot(...sent)),
  };
}

/** While something is on its way the machine stays awake, leaving asks first, and a network that is back is used at once. */
function whileBusy(away: Outage): (isBusy: boolean) => void {
  let end: (() => void) | undefined;
  const begin = () => {
    const letSleep = keepAwake();
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const seen = () => !document.hidden && away.tryNow();
    addEventListener('beforeunload', ask);
    addEventListener('online', away.tryNow);
    document.addEventListener('visibilitychange', seen);
    return () => {
      letSleep();
      away.over();
      removeEventListener('beforeunload', ask);
      removeEventListener('online', away.tryNow);
      document.removeEventListener('visibilitychange', seen);
    };
  };
  return (isBusy) => {
    if (isBusy) end ??= begin();
    else {
      end?.();
      end = undefined;
    }
  };
}
