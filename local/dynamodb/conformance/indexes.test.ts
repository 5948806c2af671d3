import { describe, expect, test } from 'vitest';
import { b, GROUP, openPartitions, sorts } from './queries.fixture.ts';
import { toItem, toObject } from './values.fixture.ts';

const service = await openPartitions();
const { key, send, table, refused, query } = service;

describe('indexes', () => {
  const gb = { ':g': 'gb' };
  const indexed = (IndexName: string, more: object = {}, values: object = gb) =>
    query('#g = :g', values, { IndexName, ...GROUP, ...more });

  test('ranges and order of numbers', async () => {
    const range = {
      KeyConditionExpression: '#g = :g AND #r BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#g': 'group', '#r': 'rank' },
    };
    const answer = await indexed(
      'ranked',
      { ...range, ScanIndexForward: false, ProjectionExpression: '#r' },
      { ...gb, ':from': 5, ':to': 7 },
    );
    expect(answer.Items.map(toObject)).toEqual([{ rank: 7 }, { rank: 6 }, { rank: 5 }]);
  });

  test('each holds what it projects', async () => {
    const first = async (index: string) => Object.keys((await indexed(index, { Limit: 1 })).Items[0]).sort();
    expect(await first('ranked')).toEqual(['alt', 'group', 'pk', 'rank', 'sk', 'v', 'w']);
    expect(await first('lean')).toEqual(['group', 'pk', 'sk']);
    expect(await first('slim')).toEqual(['group', 'pk', 'sk', 'v']);
    const { LastEvaluatedKey } = await indexed('ranked', { Limit: 2 });
    expect(LastEvaluatedKey).toEqual(toItem({ pk: 'b', sk: '001', group: 'gb', rank: 1 }));
  });

  test('every item has a row of its own, also two whose keys look alike to a hash', async () => {
    // The first 24 bits of the MD5 of these keys are equal.
    const alike = ['item31', 'item10154'];
    for (const pk of alike) await service.put(pk, { group: 'alike' });
    const first = await indexed('lean', { Limit: 1 }, { ':g': 'alike' });
    const second = await indexed('lean', { ExclusiveStartKey: first.LastEvaluatedKey }, { ':g': 'alike' });
    expect([...first.Items, ...second.Items].map(({ pk }) => pk.S).sort()).toEqual([...alike].sort());
  });

  test('an item enters, moves and leaves with its keys', async () => {
    const members = async (group: string) => sorts(await indexed('lean', {}, { ':g': group }));
    await service.put('mover', { group: 'one' });
    expect(await members('one')).toEqual(['x']);
    await service.update('mover', 'SET #g = :g', { ':g': 'two' }, GROUP);
    expect([await members('one'), await members('two')]).toEqual([[], ['x']]);
    await service.update('mover', 'REMOVE #g', {}, GROUP);
    expect(await members('two')).toEqual([]);
    await service.put('mover', { group: 'three' });
    await send('DeleteItem', { TableName: table, Key: key('mover') });
    expect(await members('three')).toEqual([]);
  });

  const CONSISTENT = refused(
    'Consistent reads are not supported on global secondary indexes',
    'Consistent read cannot be true',
  );
  test('what an index cannot do is refused', async () => {
    expect(await indexed('ranked', { ConsistentRead: true })).toMatchObject(CONSISTENT);
    expect(await send('Scan', { TableName: table, IndexName: 'ranked', ConsistentRead: true })).toMatchObject(
      CONSISTENT,
    );
    expect(await indexed('nowhere')).toMatchObject(refused('The table does not have the specified index: nowhere'));
    expect(await indexed('slim', { ProjectionExpression: 'w' })).toMatchObject(
      refused('Global secondary index slim does not project [w]'),
    );
    expect(await indexed('slim', { Select: 'ALL_ATTRIBUTES' })).toMatchObject(
      refused(
        'Select type ALL_ATTRIBUTES is not supported for global secondary index slim because its projection type is not ALL',
      ),
    );
    expect(await indexed('slim', { FilterExpression: 'w = :w' }, { ...gb, ':w': 1 })).toMatchObject(
      refused('Secondary index slim does not project one or more filter attributes: [w]'),
    );
    expect(await query('pk = :p', b, { IndexName: 'ranked' })).toMatchObject(
      refused('Query condition missed key schema element'),
    );
  });

  test.each([
    [{ Segment: 3, TotalSegments: 3 }, refused('must be less than parameter TotalSegments', 'less than or equal to 2')],
    [{ Segment: 3 }, refused('The TotalSegments parameter is required', 'total segment must also be specified')],
    [{ TotalSegments: 3 }, refused('The Segment parameter is required', 'a particular segment must also be specified')],
    [{ Limit: 0 }, refused('greater than or equal to 1')],
  ])('a scan with %o is refused', async (more, expected) => {
    expect(await send('Scan', { TableName: table, ...more })).toMatchObject(expected);
  });
});
