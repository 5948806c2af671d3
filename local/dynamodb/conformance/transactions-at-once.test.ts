import { describe, expect, test } from 'vitest';
import { cancelled, isNew, openTransactions } from './transactions.fixture.ts';

const { entry, get, key, send, table, refused, write } = await openTransactions();
const { put, add } = entry;

describe('the same token is the same transaction', () => {
  const token = (name: string) => ({ ClientRequestToken: `${name}-${process.hrtime.bigint()}`.slice(0, 36) });

  test('sent again it changes nothing, also at the same time', async () => {
    const same = token('same');
    const answers = await Promise.all([write([add('count')], same), write([add('count')], same)]);
    const failed = answers.filter(({ error }) => error);
    // The service may answer the second of two at once that the first is in progress.
    expect(failed.every(({ error }) => error === 'TransactionInProgressException')).toBe(true);
    expect(await write([add('count')], same)).toEqual({});
    expect(await get('count')).toEqual({ n: 1 });
  });

  test('with other parameters it is refused', async () => {
    const used = token('used');
    await write([add('count')], used);
    expect((await write([add('count', 2)], used)).error).toBe('IdempotentParameterMismatchException');
    expect(await get('count')).toEqual({ n: 1 });
  });

  test('a cancelled one is not remembered', async () => {
    const failing = token('failing');
    expect(await write([put('there', {}, isNew)], failing)).toEqual(cancelled('ConditionalCheckFailed'));
    expect(await write([put('there', {}, isNew)], failing)).toEqual(cancelled('ConditionalCheckFailed'));
    await send('DeleteItem', { TableName: table, Key: key('there') });
    expect(await write([put('there', {}, isNew)], failing)).toEqual({});
  });

  test('36 letters at most', async () => {
    expect(await write([add('count')], { ClientRequestToken: 'a'.repeat(37) })).toMatchObject(
      refused('less than or equal to 36'),
    );
  });
});

describe('many at once', () => {
  test('counters are exact, and each item is made once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => retried(() => write([add('count'), put(`busy${i}`, {}, isNew)]))),
    );
    expect(all.filter(({ error }) => error)).toEqual([]);
    expect(await get('count')).toEqual({ n: 20 });
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => retried(() => write([put('claimed', {}, isNew), add('count')]))),
    );
    expect(claims.filter(({ error }) => !error)).toHaveLength(1);
    expect(await get('count')).toEqual({ n: 21 });
  });

  /** The service may cancel one of two transactions on the same item with TransactionConflict; callers try again. */
  async function retried(call: () => ReturnType<typeof write>): ReturnType<typeof write> {
    for (;;) {
      const answer = await call();
      if (!answer.CancellationReasons?.some(({ Code }: { Code: string }) => Code === 'TransactionConflict'))
        return answer;
    }
  }
});
