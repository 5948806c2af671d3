import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Documents, type Row, type RowKey, readRows } from '../../kernel/documents.ts';
import { BY_COLLECTION, mediaKey } from '../keys.ts';
import type { PendingPage, PendingPlace } from '../ports.ts';

/** A page of what is pending in a collection, in the order it was announced. */
export async function pendingOfCollection(
  documents: Documents,
  table: string,
  collection: string,
  { since, until, limit, after, used }: PendingPage,
): Promise<{ rows: Row[]; after?: PendingPlace }> {
  const { name, pk, sk } = BY_COLLECTION;
  const answer = await documents.send(
    new QueryCommand({
      TableName: table,
      IndexName: name,
      KeyConditionExpression: '#collection = :collection AND #created > :since',
      // What is used has no end.
      FilterExpression: `pending_until >= :until${used ? ' OR attribute_not_exists(pending_until)' : ''}`,
      ExpressionAttributeNames: { '#collection': pk, '#created': sk },
      ExpressionAttributeValues: { ':collection': collection, ':since': since, ':until': until },
      Limit: limit,
      ...(after && { ExclusiveStartKey: { ...mediaKey(after.id), [pk]: collection, [sk]: after.created_at } }),
    }),
  );
  const rows = answer.Items ?? [];
  const last = answer.LastEvaluatedKey;
  if (!last) return { rows };
  return { rows, after: { id: String(last.pk).slice(mediaKey('').pk.length), created_at: last[sk] } };
}

/** Rows that are answered at once: their ids fit into the state of a workflow (256 KiB). */
const PAGE = 1000;

/** The first rows of a collection that are wanted: up to a page of them, none when there are none. */
export async function someOfCollection(
  documents: Documents,
  table: string,
  collection: string,
  wanted: (row: Row) => boolean,
): Promise<Row[]> {
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
    // The index follows the table late: it may still show what was removed, or not yet wanted, a moment ago.
    const shown = (page.Items ?? []).filter(wanted) as RowKey[];
    const rows = (await readRows(documents, table, shown)).filter(wanted);
    if (rows.length > 0) return rows;
    next = page.LastEvaluatedKey;
  } while (next);
  return [];
}
