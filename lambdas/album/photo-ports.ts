import type { Page, Place } from '../kernel/page.ts';
import type { Media } from '../media/ports.ts';
import type { Variant } from './variants.ts';

export type PhotoSize = { width: number; height: number };

/** A photo: a row of the media table, whose `collection` is the album that it was uploaded to. */
export type PhotoRecord = Omit<Media, 'sha256'> & {
  sha256?: string;
  /** `pending -> ready -> deleting`, or at once to the last. From there it goes nowhere but away. */
  state: 'pending' | 'ready' | 'deleting';
  /** Epoch seconds: the last URL to upload it to is good until then. */
  ticket_until: number;
  title?: string;
  description?: string;
  guest?: true;
  /** The hash of the link by which a guest announced it. */
  link?: string;
  /** Albums that it lies in, once it is ready. */
  albums?: string[];
  /** Its albums have counted down already, when its deletion began. */
  counted?: true;
  /** The album whose rows say that it is not gone yet, while it is being deleted. */
  settles_in?: string;
} & Partial<PhotoSize>;

/** That a photo lies in an album, with what is known about its variants there. */
export type Entry = {
  album: string;
  photo: string;
  created_at: string;
  variants: 'making' | 'ready' | 'failed';
  variants_error?: string;
};

/** What people do with photos. Every change is one conditional write: false or undefined when it did not hold, and nothing has changed. */
export type Photos = {
  /** Pending, in an album that is there and is not being deleted; false when there is no such album. */
  announce(photo: PhotoRecord): Promise<boolean>;
  /** One that is there for people: neither expired nor being deleted. */
  find(photo: string): Promise<PhotoRecord | undefined>;
  /** Gives a pending one more time to be uploaded. */
  renew(photo: string, ticket_until: number): Promise<boolean>;
  /**
   * `pending -> ready`, once, while its ticket is good; it lies in its album from then on.
   * @param options.late also after its ticket has ended: its bytes came while it was good
   */
  confirm(photo: PhotoRecord, size: PhotoSize, options?: { late?: boolean }): Promise<boolean>;
  /** Newest first. */
  ofAlbum(album: string, limit: number, after?: Place): Promise<Page<{ photo: PhotoRecord; entry: Entry }>>;
  entry(album: string, photo: PhotoRecord): Promise<Entry | undefined>;
  /** Those of these ids that were announced to the album and are there for people, in no order; without an entry while they lie not in it. */
  announcedTo(album: string, ids: string[]): Promise<{ photo: PhotoRecord; entry?: Entry }[]>;
  /** Into another album, which is there; false when it is not, or the photo lies or lay there until now. */
  addTo(album: string, photo: PhotoRecord): Promise<boolean>;
  /**
   * Nobody sees it from then on, and its albums count without it. False when it is so already, or gone, or when it was confirmed, or came
   * into an album or out of one, since it was read.
   */
  beginDeletion(photo: PhotoRecord): Promise<boolean>;
};

/** Photos in a bucket: originals in the work bucket, variants in the one that the edge shows. */
export type PhotoObjects = {
  /** SHA-256 in hexadecimal, if it was uploaded with one. */
  stat(key: string): Promise<{ bytes: number; sha256?: string } | undefined>;
  /** The first bytes of an object, or all. */
  get(key: string, first?: number): Promise<Uint8Array | undefined>;
  /** What is shown by the edge: it may keep it, for its addresses are signed and never show another picture. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** False when there is one. */
  putOnce(key: string, bytes: Uint8Array, type: string): Promise<boolean>;
  /** A key that does not exist is no error. */
  delete(keys: string[]): Promise<void>;
};

/** What looks into pictures. @throws TesseraError `unreadable`, whose message says why */
export type PhotoCodec = {
  /** As it is shown upright; the pixels are not decoded. */
  measure(bytes: Uint8Array): Promise<PhotoSize>;
  /** WebP files, upright, in sRGB, without anything else that the original tells: no place, no camera. */
  variants(bytes: Uint8Array): Promise<Record<Variant, Uint8Array>>;
};
