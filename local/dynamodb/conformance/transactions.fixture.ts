/** Entries of transactions, and what the service answers when it cancels one. */
import { afterAll, beforeEach, expect } from 'vitest';
import { openConformance, valuesFor } from './endpoint.fixture.ts';
import { toItem } from './values.fixture.ts';

export const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };

export const cancelled = (...codes: string[]) => ({
  error: 'TransactionCanceledException',
  message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
  CancellationReasons: codes.map((Code) => expect.objectContaining({ Code })),
});

/** Opens the service for a test file; before each test there is the item `there`, and none `count`. */
export async function openTransactions() {
  const service = await openConformance();
  const { key, send, table } = service;
  beforeEach(async () => {
    await service.put('there', { n: 1, s: 'text' });
    await send('DeleteItem', { TableName: table, Key: key('count') });
  });
  afterAll(service.close);

  const change = (pk: string, UpdateExpression: string, values: object = {}, more: object = {}) => ({
    Update: { TableName: table, Key: key(pk), UpdateExpression, ...valuesFor(values), ...more },
  });
  return {
    ...service,
    write: (TransactItems: object[], more: object = {}) => send('TransactWriteItems', { TransactItems, ...more }),
    entry: {
      put: (pk: string, attributes: object = {}, more: object = {}) => ({
        Put: { TableName: table, Item: { ...key(pk), ...toItem(attributes) }, ...more },
      }),
      change,
      add: (pk: string, n = 1) => change(pk, 'ADD n :n', { ':n': n }),
      remove: (pk: string, more: object = {}) => ({ Delete: { TableName: table, Key: key(pk), ...more } }),
      check: (pk: string, ConditionExpression: string, more: object = {}) => ({
        ConditionCheck: { TableName: table, Key: key(pk), ConditionExpression, ...more },
      }),
    },
  };
}
