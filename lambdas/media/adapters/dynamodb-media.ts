import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type Documents, type Row, type RowKey, readRows, writeRows } from '../../kernel/documents.ts';
import { inParallel } from '../../kernel/pool.ts';
import { BY_COLLECTION } from '../keys.ts';
import type { Media, MediaStore } from '../ports.ts';

const rowKey = (id: string): RowKey => ({ pk: `MEDIA#${id}`, sk: 'MEDIA' });

/** Single updates at once: 10,000 shots of a job are kept in some seconds. */
const UPDATES_AT_ONCE = 32;

/** Rows of a collection that are answered at once: their ids fit into the state of a workflow (256 KiB). */
const PAGE = 1000;

/** Media rows in the media table. DynamoDB deletes late, so every reader and writer here looks at `expires_at`. */
export function dynamodbMedia(documents: Documents, table: string, clock: Clock): MediaStore {
  const keepOne = async (id: string): Promise<string[]> => {
    try {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: rowKey(id),
          UpdateExpression: 'REMOVE expires_at',
          ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(expires_at) OR expires_at > :now)',
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
    put: (media) => writeRows(documents, table, { put: media.map((one) => ({ ...rowKey(one.id), ...one })) }),
    async find(ids) {
      const rows = (await readRows(documents, table, ids.map(rowKey))) as (Media & RowKey)[];
      const now = epochSeconds(clock());
      return rows
        .filter(({ expires_at }) => expires_at === undefined || expires_at > now)
        .map(({ pk: _, sk: __, ...media }) => media);
    },
    keep: async (ids) => (await inParallel(ids, UPDATES_AT_ONCE, keepOne)).flat(),
    async ofCollection(collection) {
      let next: Row | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: table,
            IndexName: BY_COLLECTION.name,
            KeyConditionExpression: '#collection = :collection',
            ExpressionAttributeNames: { '#collection': BY_COLLECTION.pk },
            ExpressionAttributeValues: { ':collection': collection },
            ExclusiveStartKey: next,
            Limit: PAGE,
          }),
        );
        // The index follows the table late: it may still show what was removed a moment ago.
        const rows = await readRows(documents, table, (page.Items ?? []) as RowKey[]);
        if (rows.length > 0) return rows.map(({ id }) => id as string);
        next = page.LastEvaluatedKey;
      } while (next);
      return [];
    },
    remove: (ids) => writeRows(documents, table, { delete: ids.map(rowKey) }),
  };
}
