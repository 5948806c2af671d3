import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from './documents.ts';
import { unlessRefused } from './dynamodb-updates.ts';
import { type Counter, type Counts, endOf } from './rate-limit.ts';

/** A row is of no use once its window has ended; an hour later even a clock that goes wrong asks for it no more. */
const KEPT_SECONDS = 3600;

/** A row for each window of each who is counted; DynamoDB forgets them by `expires_at`. */
export function dynamodbCounts(documents: Documents, table: string): Counts {
  const keyOf = ({ limit, who, window }: Counter) => ({ pk: `RATE#${limit.name}#${who}#${window}`, sk: 'RATE' });
  return {
    add: (counter) =>
      unlessRefused(() =>
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(counter),
            UpdateExpression: 'SET expires_at = :end ADD #count :one',
            ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
            ExpressionAttributeNames: { '#count': 'count' },
            ExpressionAttributeValues: {
              ':one': 1,
              ':most': counter.limit.most,
              ':end': endOf(counter) + KEPT_SECONDS,
            },
          }),
        ),
      ),
    async count(counter) {
      const Key = keyOf(counter);
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return (Item?.count as number | undefined) ?? 0;
    },
    async takeBack(counter) {
      await unlessRefused(() =>
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(counter),
            UpdateExpression: 'ADD #count :less',
            ConditionExpression: '#count > :zero',
            ExpressionAttributeNames: { '#count': 'count' },
            ExpressionAttributeValues: { ':less': -1, ':zero': 0 },
          }),
        ),
      );
    },
  };
}
