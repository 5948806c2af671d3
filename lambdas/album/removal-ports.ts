import type { Entry, PhotoRecord } from './photo-ports.ts';

/** What workers do with photos, whatever their state. Each change is one conditional write, and harmless when it is repeated. */
export type PhotoWork = {
  find(photo: string): Promise<PhotoRecord | undefined>;
  /** Counts an attempt to make its variants, before anything can kill the worker: how many there were; undefined when it has left. */
  attempt(album: string, photo: PhotoRecord): Promise<number | undefined>;
  /** Only those count that nobody came back from: the picture may have killed them. */
  takeAttemptBack(album: string, photo: PhotoRecord): Promise<void>;
  /** What came of the variants, and once they are there no attempt counts any more; false when the photo has left the album, or is being deleted: then nobody removes them but the caller. */
  settle(album: string, photo: PhotoRecord, outcome: Pick<Entry, 'variants' | 'variants_error'>): Promise<boolean>;
  /** Out of an album, of a photo that is being deleted. */
  leave(album: string, photo: PhotoRecord): Promise<void>;
  /** Out of an album, of one that stays in another: false when there is none. Its variants there are unsettled from then on. */
  moveOut(album: string, photo: PhotoRecord): Promise<boolean>;
  /** Looked at again then, in epoch seconds. */
  wait(photo: PhotoRecord, until: number): Promise<void>;
  /** The last rows of a photo that is being deleted. */
  forget(photo: PhotoRecord): Promise<void>;
  /** Whether variants of one that was moved out are still to be removed: until then it does not come back. */
  isLeaving(album: string, photo: string): Promise<boolean>;
  /** That they are gone; false when somebody said so before. */
  forgetEntry(album: string, photo: string): Promise<boolean>;
  /** Where it lies in the album, its variants are to be made anew: whoever settles what is late asks for them. */
  makeAgain(album: string, photo: string): Promise<void>;
};

export type AlbumWork = {
  isDeleting(album: string): Promise<boolean>;
  /** Ids of the first photos that lie in it, and of all of which something is unsettled or may still come. */
  contents(album: string, limit: number): Promise<{ entries: string[]; tickets: { photo: string; kind: string }[] }>;
  /** Looked at again then, in epoch seconds. */
  wait(album: string, until: number): Promise<void>;
  /** The last row of an album that is being deleted. */
  forget(album: string): Promise<void>;
};

/** Rows about which something remains to be done, of a kind, that should have been done by then; oldest first. What changed a moment ago may be missing or still be there. */
export type Unsettled = {
  due(kind: string, by: Date, limit: number): Promise<{ album: string; photo?: string }[]>;
};
