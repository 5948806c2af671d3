import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type Documents, type Row, readRows } from '../../kernel/documents.ts';
import { albumRow, linkRow, sessionRow } from '../keys.ts';
import type { Gate } from '../share-ports.ts';
import { albumIn } from './dynamodb-albums.ts';
import { linkIn } from './dynamodb-links.ts';
import { sessionIn } from './dynamodb-sessions.ts';

/** Links whose album is remembered: some hundred bytes each. */
const REMEMBERED = 10_000;

/**
 * One read for link, session and album. Which album a link shows never changes, so it is remembered: only the first guest of a link, in each
 * process, waits for a second read. What may change (that a link is taken back, that an album goes) is read for each request.
 */
export function dynamodbGate(documents: Documents, table: string, clock: Clock): Gate {
  const albums = new Map<string, string>();
  const remember = (link: string, album: string) => {
    if (albums.size >= REMEMBERED) albums.clear();
    albums.set(link, album);
  };
  return {
    async read({ link: hash, session }) {
      const known = albums.get(hash);
      const keys = [
        linkRow(hash),
        ...(session === undefined ? [] : [sessionRow(session)]),
        ...(known === undefined ? [] : [albumRow(known)]),
      ];
      const rows = new Map((await readRows(documents, table, keys)).map((row) => [row.pk, row]));
      const now = epochSeconds(clock());
      const link = linkIn(rows.get(linkRow(hash).pk), now);
      if (!link) return {};
      if (known === undefined) {
        remember(hash, link.album);
        for (const row of await readRows(documents, table, [albumRow(link.album)])) rows.set(row.pk, row);
      }
      const found: Row | undefined = session === undefined ? undefined : rows.get(sessionRow(session).pk);
      return { link, album: albumIn(rows.get(albumRow(link.album).pk)), session: sessionIn(found, now) };
    },
  };
}
