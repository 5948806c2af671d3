import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { KNOWN_GUEST_SECONDS } from '../../../lib/limits/shares.ts';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import type { Documents } from '../../kernel/documents.ts';
import { sessionRow } from '../keys.ts';
import type { SessionRecord, Sessions } from '../share-ports.ts';

/** Sessions of guests in the album table, by the hash of what a guest holds; DynamoDB forgets them some time after their end. */
export function dynamodbSessions(documents: Documents, table: string, clock: Clock): Sessions {
  const read = async (hash: string) => {
    const Key = sessionRow(hash);
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item as (SessionRecord & { expires_at: number }) | undefined;
  };
  return {
    async create(hash, session, { isKnown }) {
      const expires_at = session.ends_at + (isKnown ? KNOWN_GUEST_SECONDS : 0);
      const Item = { ...sessionRow(hash), ...session, expires_at };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },
    async find(hash) {
      const found = await read(hash);
      if (!found || found.ends_at <= epochSeconds(clock())) return undefined;
      const { link, album, ends_at } = found;
      return { link, album, ends_at };
    },
    async hasOpened(link, hash) {
      const found = await read(hash);
      return found?.link === link && found.expires_at > epochSeconds(clock());
    },
  };
}
