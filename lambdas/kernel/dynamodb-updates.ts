import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row, RowKey } from './documents.ts';
import { unavailable } from './errors.ts';

/** `:value_of` the names that a condition compares with; undefined values are left out. */
export type Conditional = { condition: string; names?: Record<string, string>; values?: Row };

/** Sets attributes of one row if the condition holds. False when it does not: nothing has changed then. */
export const setIf = (
  documents: Documents,
  table: string,
  key: RowKey,
  changes: Row,
  conditional: Conditional,
): Promise<boolean> =>
  unlessRefused(() =>
    documents.send(new UpdateCommand(updateOf(table, key, Object.fromEntries(givenOf(changes)), conditional))),
  );

const givenOf = (changes: Row) => Object.entries(changes).filter(([, value]) => value !== undefined);

/** An update that sets attributes, and takes away those whose value is undefined. */
export function updateOf(
  table: string,
  key: RowKey,
  changes: Row,
  { condition, names = {}, values = {} }: Conditional,
) {
  const set = givenOf(changes);
  const taken = Object.keys(changes).filter((name) => changes[name] === undefined);
  const remove = taken.length > 0 ? ` REMOVE ${taken.map((name) => `#set_${name}`).join(', ')}` : '';
  return {
    TableName: table,
    Key: { pk: key.pk, sk: key.sk },
    UpdateExpression: `SET ${set.map(([name]) => `#set_${name} = :set_${name}`).join(', ')}${remove}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...Object.fromEntries(Object.keys(changes).map((name) => [`#set_${name}`, name])),
      ...names,
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:set_${name}`, value])),
      ...values,
    },
  };
}

/** A job's row is met by every batch that is counted: the waits add up to 1.5 s at most, far below an API call's time. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;

/**
 * Why a write may be done a moment later: it met another one at the same row, or a transaction was refused for the load of its tables
 * (on demand that is `ThrottlingError`, "please try again shortly"). The SDK repeats throttled calls, but no transaction.
 */
const LATER = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * True when the write was done, false when its condition did not hold. DynamoDB refuses a write that meets a transaction at
 * the same row before it looks at the condition, and the SDK does not repeat it: we do. Other errors pass.
 * @throws TesseraError `unavailable` (503) when row or table stayed busy
 */
export async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  let cause: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await randomWait(FIRST_WAIT_MS * 2 ** (attempt - 1));
    try {
      await write();
      return true;
    } catch (error) {
      const codes = refusalsOf(error);
      if (codes.includes('ConditionalCheckFailed')) return false;
      if (!codes.some((code) => LATER.includes(code ?? ''))) throw error;
      cause = error;
    }
  }
  throw unavailable('Too much is being written at this moment. Try again in a moment.', cause);
}

const randomWait = (most_ms: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most_ms));

/** Why DynamoDB did not do a write, in the words of a transaction's reasons. */
function refusalsOf(error: unknown): (string | undefined)[] {
  if (error instanceof ConditionalCheckFailedException) return ['ConditionalCheckFailed'];
  if (error instanceof TransactionConflictException) return ['TransactionConflict'];
  if (error instanceof TransactionCanceledException) return (error.CancellationReasons ?? []).map(({ Code }) => Code);
  return [];
}
