import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { liveUntilKilled } from '../killed-life.fixture.ts';
import { createDynamodb } from './server.ts';

/**
 * Three writers at once. Each transaction puts 40 rows, counts itself, and moves the writer's marker to the other group of the
 * index; each batch puts 20 rows. So most of the time is spent in the middle of one. A line says what was answered.
 */
const WRITER = `
import { createDynamodb } from ${JSON.stringify(new URL('server.ts', import.meta.url).href)};
const [directory, life] = process.argv.slice(1);
const room = await createDynamodb({ directory, credentials: () => undefined });
await room.ensureTable({ TableName: 'pairs', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: ['pk', 'group'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [{ IndexName: 'groups', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }] }] });
const item = (pk, group) => ({ pk: { S: pk }, group: { S: group } });
const many = (n) => Array.from({ length: n }, (_, k) => k);
const put = (pk, group) => ({ Put: { TableName: 'pairs', Item: item(pk, group) } });
const count = { Update: { TableName: 'pairs', Key: { pk: { S: 'count' } }, UpdateExpression: 'ADD n :one',
  ExpressionAttributeValues: { ':one': { N: '1' } } } };
async function write(writer) {
  for (let i = 1; ; i++) {
    const name = [life, writer, i].join('-');
    const marker = put('marker-' + writer, i % 2 ? 'odd' : 'even');
    await room.call('TransactWriteItems', { TransactItems: [...many(40).map((k) => put('row-' + name + '-' + k, 'all')), marker, count] });
    console.log('row-' + name);
    const rows = many(20).map((k) => ({ PutRequest: { Item: item('batch-' + name + '-' + k, 'batches') } }));
    await room.call('BatchWriteItem', { RequestItems: { pairs: rows } });
    console.log('batch-' + name);
  }
}
await Promise.all([1, 2, 3].map(write));`;

const LIVES = 4;
const directory = await mkdtemp(join(tmpdir(), 'dynamodb-crash-'));
afterAll(() => rm(directory, { recursive: true }));

test('kill -9 in the middle of transactions and batches, again and again: no half of one, and nothing answered is lost', async () => {
  const answered: string[] = [];
  for (let life = 0; life < LIVES; life++) {
    answered.push(...(await liveUntilKilled(WRITER, directory, { life, lines: 41 + 7 * life })));

    const room = await createDynamodb({ directory, credentials: () => undefined });
    const { Items } = await room.call('Scan', { TableName: 'pairs' });
    const inIndex = async (group: string): Promise<string[]> => {
      const of = {
        IndexName: 'groups',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
      };
      const values = { ExpressionAttributeValues: { ':g': { S: group } } };
      return (await room.call('Query', { TableName: 'pairs', ...of, ...values })).Items.map(
        ({ pk }: any) => pk.S,
      ).sort();
    };
    const inTable = (group: string): string[] =>
      Items.filter((item: any) => item.group?.S === group)
        .map(({ pk }: any) => pk.S)
        .sort();

    for (const group of ['all', 'odd', 'even', 'batches']) expect(await inIndex(group), group).toEqual(inTable(group));
    expect([...inTable('odd'), ...inTable('even')].sort()).toEqual(['marker-1', 'marker-2', 'marker-3']);

    const whole = (group: string, rows: number) => {
      const byName = Object.groupBy(inTable(group), (pk) => pk.slice(0, pk.lastIndexOf('-')));
      expect(Object.entries(byName).filter(([, found]) => found!.length !== rows)).toEqual([]);
      return Object.keys(byName);
    };
    const transactions = whole('all', 40);
    expect(Number(Items.find(({ pk }: any) => pk.S === 'count').n.N)).toBe(transactions.length);
    const stored = new Set([...transactions, ...whole('batches', 20)]);
    const lost = answered.filter((line) => !stored.has(line));
    expect(lost).toEqual([]);
    await room.close();
  }
});
