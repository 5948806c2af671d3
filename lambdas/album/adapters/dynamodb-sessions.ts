import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { KNOWN_GUEST_SECONDS } from '../../../lib/limits/shares.ts';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import type { Documents, Row } from '../../kernel/documents.ts';
import { sessionRow } from '../keys.ts';
import type { SessionRecord, Sessions } from '../share-ports.ts';

/** Sessions of guests in the album table, by the hash of what a guest holds; DynamoDB forgets them some time after their end. */
export function dynamodbSessions(documents: Documents, table: string, clock: Clock): Sessions {
  return {
    async create(hash, session, { isKnown }) {
      const expires_at = session.ends_at + (isKnown ? KNOWN_GUEST_SECONDS : 0);
      const Item = { ...sessionRow(hash), ...session, expires_at };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },
    async hasOpened(link, hash) {
      const Key = sessionRow(hash);
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item?.link === link && Item.expires_at > epochSeconds(clock());
    },
  };
}

/** Only while it is good. @param now epoch seconds */
export function sessionIn(row: Row | undefined, now: number): SessionRecord | undefined {
  const { link, album, ends_at } = (row ?? { ends_at: 0 }) as SessionRecord;
  return ends_at > now ? { link, album, ends_at } : undefined;
}
