import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row, RowKey } from './documents.ts';
import type { Page, Place } from './page.ts';

type Index = { name: string; pk: string; sk: string };

/** A page of an index, newest first. `keyOf` makes the row's key from its id, so that a place needs no key of its own. */
export async function pageOfIndex<Item>(
  documents: Documents,
  table: string,
  wanted: { index: Index; value: string; limit: number; after?: Place; keyOf: (id: string) => RowKey },
  read: (row: Row) => { item: Item; place: Place },
): Promise<Page<Item>> {
  const { index, value, limit, after, keyOf } = wanted;
  const answer = await documents.send(
    new QueryCommand({
      TableName: table,
      IndexName: index.name,
      KeyConditionExpression: '#partition = :value',
      ExpressionAttributeNames: { '#partition': index.pk },
      ExpressionAttributeValues: { ':value': value },
      ScanIndexForward: false,
      Limit: limit,
      ...(after && { ExclusiveStartKey: { ...keyOf(after.id), [index.pk]: value, [index.sk]: after.at } }),
    }),
  );
  const rows = (answer.Items ?? []).map(read);
  const items = rows.map(({ item }) => item);
  return answer.LastEvaluatedKey ? { items, after: rows.at(-1)!.place } : { items };
}

type Below = { pk: string; prefix: string };

/** The answers of a query for the rows of a partition whose sort key begins so, one after the other. Read consistently. */
async function* answersBelow(
  documents: Documents,
  table: string,
  { pk, prefix }: Below,
  more: Pick<QueryCommandInput, 'ScanIndexForward' | 'Limit' | 'Select'>,
) {
  let next: Row | undefined;
  do {
    const answer = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        ConsistentRead: true,
        ExclusiveStartKey: next,
        ...more,
      }),
    );
    yield answer;
    next = answer.LastEvaluatedKey;
  } while (next);
}

/** The rows of a partition whose sort key begins so: all of them, or the first `limit`. */
export async function rowsBelow(
  documents: Documents,
  table: string,
  { newestFirst = false, limit, ...below }: Below & { newestFirst?: boolean; limit?: number },
): Promise<Row[]> {
  const rows: Row[] = [];
  const options = { ScanIndexForward: !newestFirst, Limit: limit };
  for await (const { Items = [] } of answersBelow(documents, table, below, options)) {
    rows.push(...Items);
    if (limit !== undefined && rows.length >= limit) break;
  }
  return rows.slice(0, limit);
}

/** How many rows of a partition have a sort key that begins so. */
export async function countBelow(documents: Documents, table: string, below: Below): Promise<number> {
  let count = 0;
  for await (const { Count = 0 } of answersBelow(documents, table, below, { Select: 'COUNT' })) count += Count;
  return count;
}
