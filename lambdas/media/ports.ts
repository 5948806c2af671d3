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
  /** Forgets them; the objects themselves are the caller's business. */
  remove(ids: string[]): Promise<void>;
};

/** An upload that may happen once, exactly as announced. */
export type UploadUrls = {
  sign(
    media: Pick<Media, 'key' | 'bytes' | 'type' | 'sha256'>,
  ): Promise<{ url: string; headers: Record<string, string> }>;
};
