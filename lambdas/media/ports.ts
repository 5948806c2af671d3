/** A file that somebody announced: pending until a product uses it, then without an end of its own. */
export type Media = {
  id: string;
  owner: string;
  /** What it was uploaded for: the id of a map, an album... */
  collection: string;
  name: string;
  bytes: number;
  type: string;
  /** Hex. */
  sha256: string;
  /** Where the object lies in its bucket. */
  key: string;
  created_at: string;
  /** Epoch seconds; from then on nobody sees it. Absent once it is used. */
  expires_at?: number;
};

export type MediaStore = {
  put(media: Media[]): Promise<void>;
  /** Those that exist and have not expired, in no order. */
  find(ids: string[]): Promise<Media[]>;
  /** Takes their end away; a repeat is harmless. Answers the ids that are gone already. */
  keep(ids: string[]): Promise<string[]>;
  /** Ids of some that are there for a collection, used or not, expired or not; empty when there are none. */
  ofCollection(collection: string): Promise<string[]>;
  /** Some of a collection that expired until then, in epoch seconds, and whose rows are still there; empty when none are. */
  expired(collection: string, at: number): Promise<Pick<Media, 'id' | 'key'>[]>;
  /**
   * Some of a collection that nothing uses yet and that live until `until`, in epoch seconds, at least, with `used` also those that
   * something uses; announced since then, oldest first. The index follows late: one that was announced or used a moment ago may be missing or still be there. A page may
   * hold none; `after` is absent at the end.
   */
  pending(collection: string, page: PendingPage): Promise<{ items: Media[]; after?: PendingPlace }>;
  /** Forgets them; the objects themselves are the caller's business. */
  remove(ids: string[]): Promise<void>;
};

/** Behind one of the list. */
export type PendingPlace = Pick<Media, 'id' | 'created_at'>;
export type PendingPage = { since: string; until: number; limit: number; after?: PendingPlace; used?: boolean };

/** What has come of what was announced. */
export type UploadedObjects = { has(key: string): Promise<boolean> };

/** An upload that may happen once, exactly as announced; without a checksum any bytes of that length pass. */
export type UploadUrls = {
  sign(
    media: Pick<Media, 'key' | 'bytes' | 'type'> & { sha256?: string },
  ): Promise<{ url: string; headers: Record<string, string> }>;
};

/** A picture that is shown to its owner, for a while; with `saveAs` it is stored under that name instead. */
export type PictureUrls = { sign(key: string, saveAs?: string): Promise<string> };
