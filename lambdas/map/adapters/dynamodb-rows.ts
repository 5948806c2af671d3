import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Documents, type Row, writeRows } from '../../kernel/documents.ts';
import type { Rows } from '../ports/rows.ts';

/** Any partition of the map table. */
export const dynamodbRows = (documents: Documents, table: string): Rows => ({
  async keys(pk, limit, but) {
    const found: string[] = [];
    let next: Row | undefined;
    do {
      const answer = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ProjectionExpression: 'sk',
          ConsistentRead: true,
          ExclusiveStartKey: next,
          Limit: limit + 1,
        }),
      );
      const keys = (answer.Items ?? []).map(({ sk }) => sk as string);
      found.push(...keys.filter((sk) => sk !== but));
      next = answer.LastEvaluatedKey;
    } while (next && found.length < limit);
    return found.slice(0, limit);
  },
  remove: (pk, sortKeys) => writeRows(documents, table, { delete: sortKeys.map((sk) => ({ pk, sk })) }),
});
