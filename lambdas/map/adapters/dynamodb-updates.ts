import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row, RowKey } from '../../kernel/documents.ts';

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

/** True when the write was done, false when its condition did not hold. Other errors pass. */
export async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionCanceledException) {
      const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
      // Two writers at the same row at the same time: one of them was first, which is what a condition asks.
      if (codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')) return false;
    }
    throw error;
  }
}
