import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { dynamodbCounts } from '../../kernel/dynamodb-counts.ts';
import { dynamodbAlbums } from './dynamodb-albums.ts';
import { dynamodbGate } from './dynamodb-gate.ts';
import { dynamodbLinks } from './dynamodb-links.ts';
import { dynamodbSessions } from './dynamodb-sessions.ts';

/** Albums, their links, and who came by one: all of it in the album table. */
export const connectLinks = ({ ALBUM_TABLE: table }: { ALBUM_TABLE: string }, documents = connectDocuments()) => ({
  albums: dynamodbAlbums(documents, table),
  gate: dynamodbGate(documents, table, systemClock),
  links: dynamodbLinks(documents, table, systemClock),
  sessions: dynamodbSessions(documents, table, systemClock),
  counts: dynamodbCounts(documents, table),
  clock: systemClock,
});
