import { systemClock } from '../../kernel/clock.ts';
import type { Documents } from '../../kernel/documents.ts';
import { dynamodbCounts } from '../../kernel/dynamodb-counts.ts';
import type { GuestTools } from '../core/shares/enter.ts';
import { dynamodbAlbums } from './dynamodb-albums.ts';
import { dynamodbLinks } from './dynamodb-links.ts';
import { dynamodbSessions } from './dynamodb-sessions.ts';

/** What every route behind a link needs: all of it in the album table. */
export const guestTools = (documents: Documents, table: string): GuestTools => ({
  albums: dynamodbAlbums(documents, table),
  links: dynamodbLinks(documents, table, systemClock),
  sessions: dynamodbSessions(documents, table, systemClock),
  counts: dynamodbCounts(documents, table),
  clock: systemClock,
});
