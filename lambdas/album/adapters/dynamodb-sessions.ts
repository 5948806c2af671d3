import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import type { Documents } from '../../kernel/documents.ts';
import { sessionRow } from '../keys.ts';
import type { SessionRecord, Sessions } from '../share-ports.ts';

/** Sessions of guests in the album table, by the hash of what a guest holds; DynamoDB forgets them some time after their end. */
export const dynamodbSessions = (documents: Documents, table: string, clock: Clock): Sessions => ({
  async create(hash, session) {
    const Item = { ...sessionRow(hash), ...session, expires_at: session.ends_at };
    await documents.send(new PutCommand({ TableName: table, Item }));
  },
  async find(hash) {
    const Key = sessionRow(hash);
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    if (!Item || (Item.ends_at as number) <= epochSeconds(clock())) return undefined;
    const { link, album, ends_at } = Item;
    return { link, album, ends_at } as SessionRecord;
  },
});
