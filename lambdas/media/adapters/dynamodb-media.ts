import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type Documents, type Row, readRows, writeRows } from '../../kernel/documents.ts';
import { inParallel } from '../../kernel/pool.ts';
import { mediaKey } from '../keys.ts';
import { endOfRow, storedEnd } from '../pending.ts';
import type { Media, MediaStore } from '../ports.ts';
import { pendingOfCollection, someOfCollection } from './dynamodb-collection.ts';

/** Single updates at once: 10,000 new shots of a job are kept in some seconds. */
const UPDATES_AT_ONCE = 32;

/** Media rows in the media table. */
export function dynamodbMedia(documents: Documents, table: string, clock: Clock): MediaStore {
  const keepOne = async (id: string): Promise<string[]> => {
    try {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: mediaKey(id),
          UpdateExpression: 'REMOVE pending_until, expires_at',
          ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(pending_until) OR pending_until > :now)',
          ExpressionAttributeValues: { ':now': epochSeconds(clock()) },
        }),
      );
      return [];
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return [id];
      throw error;
    }
  };
  return {
    put: (media) => writeRows(documents, table, { put: media.map(rowOf) }),
    async find(ids) {
      const now = epochSeconds(clock());
      const media = (await readRows(documents, table, ids.map(mediaKey))).map(mediaOf);
      return media.filter(({ expires_at }) => expires_at === undefined || expires_at > now);
    },
    /** Most of a build on top of another one are kept already: a row of a batch that is read costs a tenth of one that is written. */
    async keep(ids) {
      const rows = new Map((await readRows(documents, table, ids.map(mediaKey))).map((row) => [row.id as string, row]));
      const gone = await inParallel(ids, UPDATES_AT_ONCE, async (id) => {
        const row = rows.get(id);
        return row && endOfRow(row).expires_at === undefined ? [] : keepOne(id);
      });
      return gone.flat();
    },
    async ofCollection(collection) {
      const rows = await someOfCollection(documents, table, collection, () => true);
      return rows.map(({ id }) => id as string);
    },
    async expired(collection, at) {
      const rows = await someOfCollection(documents, table, collection, (row) => (row.pending_until as number) <= at);
      return rows.map(mediaOf);
    },
    async pending(collection, page) {
      const { rows, after } = await pendingOfCollection(documents, table, collection, page);
      return { items: rows.map(mediaOf), ...(after && { after }) };
    },
    remove: (ids) => writeRows(documents, table, { delete: ids.map(mediaKey) }),
  };
}

const rowOf = ({ expires_at, ...media }: Media): Row => ({
  ...mediaKey(media.id),
  ...media,
  ...storedEnd(expires_at),
});

const mediaOf = ({ pk: _, sk: __, pending_until, expires_at: ___, ...media }: Row) =>
  ({ ...media, ...endOfRow({ pending_until }) }) as Media;
