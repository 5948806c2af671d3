/** DynamoDB as plain objects: the batch calls that repeat what the service did not do. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BATCH_GET_ITEMS, BATCH_WRITE_ITEMS } from '../../lib/limits.ts';
import { unavailable } from './errors.ts';
import { inBatches, inParallel } from './pool.ts';
import { countedDynamoDb } from './usage.ts';

export type Documents = DynamoDBDocumentClient;
export type Row = Record<string, unknown>;
export type RowKey = { pk: string; sk: string };

export const connectDocuments = (): Documents =>
  DynamoDBDocumentClient.from(countedDynamoDb(new DynamoDBClient({})), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** Batch calls at once. On-demand tables start at 4,000 writes/s (DynamoDB's documentation): 8 x 25 stay below. */
export const CALLS_AT_ONCE = 8;
const ATTEMPTS = 8;

/** Puts and deletes rows of one table, in no order; a repeat is harmless. */
export async function writeRows(documents: Documents, table: string, change: { put?: Row[]; delete?: RowKey[] }) {
  const requests = [
    ...(change.put ?? []).map((Item) => ({ PutRequest: { Item } })),
    ...(change.delete ?? []).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  ];
  await inParallel(inBatches(requests, BATCH_WRITE_ITEMS), CALLS_AT_ONCE, (batch) =>
    untilNothingIsLeft(batch, async (left) => {
      const answer = await documents.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      return (answer.UnprocessedItems?.[table] ?? []) as typeof left;
    }),
  );
}

/** The rows that exist, in no order. */
export async function readRows(documents: Documents, table: string, keys: RowKey[]): Promise<Row[]> {
  const found: Row[] = [];
  await inParallel(inBatches(keys, BATCH_GET_ITEMS), CALLS_AT_ONCE, (batch) =>
    untilNothingIsLeft(batch, async (left) => {
      const Keys = left.map(({ pk, sk }) => ({ pk, sk }));
      const answer = await documents.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[table] ?? []));
      return (answer.UnprocessedKeys?.[table]?.Keys ?? []) as RowKey[];
    }),
  );
  return found;
}

/** DynamoDB may do a part of a batch only, when it is busy; what is left is sent again after a growing wait. */
async function untilNothingIsLeft<Request>(requests: Request[], send: (left: Request[]) => Promise<Request[]>) {
  let left = requests;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    left = await send(left);
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** attempt));
  }
  throw unavailable(`DynamoDB did not take ${left.length} rows in ${ATTEMPTS} attempts; try again.`);
}
