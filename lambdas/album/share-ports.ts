import type { AlbumRecord } from './ports.ts';

/** Base64, with the costs of scrypt that it was made with: those of later passwords may be higher. */
export type StoredPassword = { hash: string; salt: string; N: number; r: number; p: number };

/** A link that shows an album to whoever has its token. */
export type LinkRecord = {
  share: string;
  album: string;
  created_at: string;
  /** Epoch seconds; from then on it is expired. */
  ends_at?: number;
  password?: StoredPassword;
  upload: 'none' | 'allowed' | 'only';
  /** Photos that guests may add in all, and how many they announced. */
  max_photos?: number;
  uploads: number;
  max_views?: number;
  views: number;
  revoked_at?: string;
};

/** Links by the hash of their token. Who is found may be expired, revoked or exhausted: for as long as there is a tombstone. */
export type Links = {
  /** False when the album has gone meanwhile. */
  create(hash: string, link: LinkRecord): Promise<boolean>;
  find(hash: string): Promise<LinkRecord | undefined>;
  /** Newest first. */
  ofAlbum(album: string): Promise<LinkRecord[]>;
  /** From then on it is revoked; a repeat is harmless. False when the album has no such link. */
  revoke(album: string, share: string, at: Date): Promise<boolean>;
  /** One view more, if the link is open. False when it is not: then nothing has changed. */
  countView(hash: string, now: Date): Promise<boolean>;
  /** One photo more, if the link is open or somebody has opened it, and the quota allows it. */
  countUpload(hash: string, now: Date): Promise<boolean>;
  /** All of an album, for good; a repeat is harmless. Sessions of their guests open nothing any more, and forget themselves. */
  removeAll(album: string): Promise<void>;
};

/** What stands behind a request of a guest, by the hashes of what he sent: link and session as of now, and the album. */
export type Gate = {
  read(hashes: {
    link: string;
    session: string | undefined;
  }): Promise<{ link?: LinkRecord; album?: AlbumRecord; session?: SessionRecord }>;
};

/** A guest who has opened a link. */
export type SessionRecord = { link: string; album: string; ends_at: number };
export type Sessions = {
  /** @param options.isKnown its guest stays known after its end */
  create(hash: string, session: SessionRecord, options: { isKnown: boolean }): Promise<void>;
  /** Whether a session opened this link with its password, also after its end, for as long as its guest is known. */
  hasOpened(link: string, hash: string): Promise<boolean>;
};
