import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Documents } from './documents.ts';
import { setIf, unlessRefused } from './dynamodb-updates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const said = { message: 'refused', $metadata: {} };
const CONFLICT = new TransactionConflictException(said);
const CONDITION = new ConditionalCheckFailedException(said);
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...said, CancellationReasons: codes.map((Code) => ({ Code })) });

/** A client that answers its calls so, one after the other; then it does what it is asked. */
function clientThat(...errors: Error[]) {
  const calls: unknown[] = [];
  const send = async (command: unknown) => {
    calls.push(command);
    const error = errors[calls.length - 1];
    if (error) throw error;
    return {};
  };
  return { calls, documents: { send } as unknown as Documents };
}

async function outcomeOf(...errors: Error[]) {
  const { calls, documents } = clientThat(...errors);
  const write = setIf(documents, 'maps', { pk: 'JOB#j', sk: 'JOB' }, { status: 'cancelled' }, { condition: 'a = b' });
  const outcome = write.catch((error) => error);
  await vi.runAllTimersAsync();
  return { outcome: await outcome, calls: calls.length };
}

test.each<[string, Error[], boolean, number]>([
  ['it meets a transaction at the same row', [CONFLICT, CONFLICT], true, 3],
  ['it meets one, and the condition no longer holds then', [CONFLICT, CONDITION], false, 2],
  ['a transaction meets another writer', [cancelled('None', 'TransactionConflict')], true, 2],
  ['a table of a transaction is busy (on demand)', [cancelled('None', 'ThrottlingError')], true, 2],
  ['a table of a transaction is busy (provisioned)', [cancelled('ProvisionedThroughputExceeded')], true, 2],
  ['a condition of a transaction does not hold', [cancelled('None', 'ConditionalCheckFailed')], false, 1],
  ['both', [cancelled('TransactionConflict', 'ConditionalCheckFailed')], false, 1],
])('a write where %s', async (_, errors, outcome, calls) => {
  expect(await outcomeOf(...errors)).toEqual({ outcome, calls });
});

test.each([CONFLICT, cancelled('ThrottlingError')])('what stays busy may be asked for again later', async (error) => {
  const { outcome, calls } = await outcomeOf(...Array.from({ length: 20 }, () => error));
  expect(outcome).toMatchObject({ code: 'unavailable', status: 503, retry: true });
  expect(calls).toBe(6);
});

test.each([cancelled('ValidationError'), cancelled(), new Error('no network')])('%s passes', async (error) => {
  await expect(unlessRefused(() => Promise.reject(error))).rejects.toBe(error);
});
