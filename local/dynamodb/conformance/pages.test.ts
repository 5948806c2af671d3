import { describe, expect, test } from 'vitest';
import { valuesFor } from './endpoint.fixture.ts';
import { b, GROUP, name, openPartitions, sorts } from './queries.fixture.ts';
import { toObject } from './values.fixture.ts';

const { key, send, table, refused, query } = await openPartitions();

describe('pages', () => {
  const pages = async (operation: 'Query' | 'Scan', parameters: object) => {
    const seen: Record<string, unknown>[][] = [];
    let ExclusiveStartKey: object | undefined;
    do {
      const answer = await send(operation, {
        TableName: table,
        ...parameters,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      expect(answer.error, answer.message).toBeUndefined();
      seen.push(answer.Items.map(toObject));
      ExclusiveStartKey = answer.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return seen;
  };
  const partition = { KeyConditionExpression: 'pk = :p', ...valuesFor(b) };

  test.each([true, false])('of a table, forward %s', async (ScanIndexForward) => {
    const seen = await pages('Query', { ...partition, Limit: 7, ScanIndexForward });
    const expected = Array.from({ length: 25 }, (_, i) => name(ScanIndexForward ? i : 24 - i));
    expect(seen.map((page) => page.length)).toEqual([7, 7, 7, 4]);
    expect(seen.flat().map(({ sk }) => sk)).toEqual(expected);
  });

  test('a limit that is met exactly still names where to go on', async () => {
    const answer = await query('pk = :p', b, { Limit: 25 });
    expect(answer.LastEvaluatedKey).toEqual(key('b', '024'));
    expect((await query('pk = :p', b, { Limit: 26 })).LastEvaluatedKey).toBeUndefined();
    const after = await query('pk = :p', b, { ExclusiveStartKey: answer.LastEvaluatedKey });
    expect(after).toMatchObject({ Count: 0, Items: [] });
  });

  test('the limit counts what is read, not what the filter leaves', async () => {
    const filter = { FilterExpression: 'w = :w', ...valuesFor({ ...b, ':w': 1 }), Limit: 5 };
    expect(await query('pk = :p', {}, filter)).toMatchObject({
      Count: 2,
      ScannedCount: 5,
      LastEvaluatedKey: key('b', '004'),
    });
    const seen = await pages('Query', { ...partition, ...filter });
    expect(seen.flat()).toHaveLength(8);
  });

  test('of an index: every item once, in the order of its numbers', async () => {
    const index = { IndexName: 'ranked', KeyConditionExpression: '#g = :g', ...GROUP, Limit: 4 };
    const seen = await pages('Query', { ...index, ...valuesFor({ ':g': 'order' }) });
    expect(seen.flat().map(({ rank }) => rank)).toEqual([-1e20, -10, -9.5, -1, -0.001, 0, 0.001, 1, 2, 10, 1e20]);
    const lean = await pages('Query', { ...index, IndexName: 'lean', ...valuesFor({ ':g': 'gb' }) });
    expect(new Set(lean.flat().map(({ sk }) => sk)).size).toBe(25);
    const local = await pages('Query', { ...partition, IndexName: 'alt', Limit: 10 });
    expect(local.flat().map(({ sk }) => sk)).toEqual(Array.from({ length: 25 }, (_, i) => name(24 - i)));
  });

  test('of a scan, whole and in segments: every item once', async () => {
    const all = (await pages('Scan', { Limit: 6 })).flat();
    expect(new Set(all.map(({ pk, sk }) => `${pk}/${sk}`)).size).toBe(25 + 11 + 13);
    expect(all).toHaveLength(25 + 11 + 13);
    const segments = await Promise.all(
      [0, 1, 2].map((Segment) => pages('Scan', { Segment, TotalSegments: 3, Limit: 6 })),
    );
    expect(segments.flat(2)).toHaveLength(all.length);
    const sparse = (await pages('Scan', { IndexName: 'ranked', Limit: 9 })).flat();
    expect(sparse).toHaveLength(25 + 11);
  });

  test('a page ends after 1 MB', async () => {
    for (const i of [0, 1, 2, 3, 4])
      await send('PutItem', {
        TableName: table,
        Item: { ...key('large', name(i)), v: { S: 'x'.repeat(390_000) } },
      });
    const first = await query('pk = :p', { ':p': 'large' }, { ProjectionExpression: 'sk' });
    expect(first).toMatchObject({ Count: 3, LastEvaluatedKey: key('large', '002') });
    const seen = await pages('Query', { KeyConditionExpression: 'pk = :p', ...valuesFor({ ':p': 'large' }) });
    expect(seen.map((page) => page.length)).toEqual([3, 2]);
    await send('BatchWriteItem', {
      RequestItems: { [table]: [0, 1, 2, 3, 4].map((i) => ({ DeleteRequest: { Key: key('large', name(i)) } })) },
    });
  });

  const INVALID = 'The provided starting key is invalid';
  const SIZE = "Exclusive Start Key must have same size as table's key schema";
  test.each([
    [
      'of another partition',
      key('other', '022'),
      refused('outside query boundaries', 'does not match the range key predicate'),
    ],
    ['too short', { pk: { S: 'b' } }, refused(INVALID, SIZE)],
    ['too long', { ...key('b'), q: { S: '1' } }, refused(INVALID, SIZE)],
    ['of another type', { pk: { S: 'b' }, sk: { N: '1' } }, refused('does not match the schema', 'Type mismatch')],
  ])('a start %s is refused', async (_, ExclusiveStartKey, expected) => {
    expect(await query('pk = :p', b, { ExclusiveStartKey })).toMatchObject(expected);
  });

  test('a start that is not there: the next one', async () => {
    expect(sorts(await query('pk = :p', b, { ExclusiveStartKey: key('b', '0225') }))).toEqual(['023', '024']);
    expect(await query('pk = :p', b, { Limit: 0 })).toMatchObject(refused('greater than or equal to 1'));
  });
});
