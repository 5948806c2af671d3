/** Where everything of an album lies, but for what is shown (variants.ts): S3 keys and DynamoDB keys. */
import { createHash } from 'node:crypto';

/** Rows of the album table. */
export const albumRow = (album: string) => ({ pk: `ALBUM#${album}`, sk: 'ALBUM' });
/** A photo that lies in the album; sorted by when the photo was announced. Its other facts are in the media table. */
export const ENTRY_PREFIX = 'PHOTO#';
export const entryRow = (album: string, photo: { id: string; created_at: string }) => ({
  pk: albumRow(album).pk,
  sk: `${ENTRY_PREFIX}${photo.created_at}#${photo.id}`,
});
/** A photo that is announced to the album, until it is confirmed or goes. */
export const TICKET_PREFIX = 'TICKET#';
export const ticketRow = (album: string, photo: string) => ({
  pk: albumRow(album).pk,
  sk: `${TICKET_PREFIX}${photo}`,
});

/** The link in its owner's list: sorted by when it was made. What it is stands in the row that its token finds. */
export const SHARE_PREFIX = 'SHARE#';
export const shareRow = (album: string, share: string) => ({
  pk: albumRow(album).pk,
  sk: `${SHARE_PREFIX}${share}`,
});
/** Found by the SHA-256 of its token: who reads the table cannot open it. */
export const linkRow = (hash: string) => ({ pk: `SHARE#${hash}`, sk: 'SHARE' });
/** The same of a guest's session. */
export const sessionRow = (hash: string) => ({ pk: `SESSION#${hash}`, sk: 'SESSION' });

/** Global secondary indexes of the album table: single attributes each. */
export const INDEX = {
  byOwner: { name: 'by-owner', pk: 'owner', sk: 'created_at' },
  /** Albums that are being deleted, of whoever had them. */
  byFormerOwner: { name: 'by-former-owner', pk: 'former_owner', sk: 'deleting_since' },
  /** Rows about which something remains to be done, by the time when somebody should look: most rows are not in it. */
  unsettled: { name: 'unsettled', pk: 'unsettled', sk: 'due' },
} as const;

/** A subject may hold any character, a key should not; and a key is no place for whose it is. */
const ownerHash = (owner: string) => createHash('sha256').update(owner).digest('hex').slice(0, 32);
/** In the work bucket: what comes there is told to a queue (lib/constructs/arrivals-queue.ts). */
export const ORIGINALS = 'originals/';
export const originalKey = (owner: string, photo: string) => `${ORIGINALS}${ownerHash(owner)}/${photo}`;
/** The photo whose original lies there; undefined where none can. */
export const photoOfKey = (key: string): string | undefined => /^originals\/[0-9a-f]{32}\/([^/]+)$/.exec(key)?.[1];
