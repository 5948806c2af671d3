import type { Page, Place } from '../kernel/page.ts';

export type AlbumRecord = {
  id: string;
  owner: string;
  name: string;
  description: string;
  created_at: string;
  /** Photos that lie in it. */
  photos: number;
};

/** An album that is being deleted: since when, and how many photos lie in it still. */
export type AlbumDeletion = Pick<AlbumRecord, 'id' | 'name' | 'photos'> & { since: string };

/** Nobody but the deletion itself finds an album that is being deleted. */
export type Albums = {
  /** False when the id is another album's; a repeat is harmless. */
  create(record: AlbumRecord): Promise<boolean>;
  find(album: string): Promise<AlbumRecord | undefined>;
  /** Newest first; what was made or deleted a moment ago may be missing or still there. */
  ofOwner(owner: string, limit: number, after?: Place): Promise<Page<AlbumRecord>>;
  /** False when there is no such album of this owner any more. */
  change(album: string, owner: string, changes: Partial<Pick<AlbumRecord, 'name' | 'description'>>): Promise<boolean>;
  /** Nobody sees it from then on, and nothing is added to it. False when it is not this owner's, or has gone; true also for a repeat. */
  beginDeletion(album: string, owner: string, at: Date): Promise<boolean>;
  /** Those of this owner that are not gone yet, newest first, at most `limit`. */
  deletionsOf(owner: string, limit: number): Promise<AlbumDeletion[]>;
};
