import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createDynamodb } from './server.ts';

/** Writes pairs and counts them in one transaction each, and says the number of each that was answered. */
const WRITER = `
import { createDynamodb } from ${JSON.stringify(new URL('server.ts', import.meta.url).href)};
const room = await createDynamodb({ directory: process.argv[1], credentials: () => undefined });
const string = { AttributeType: 'S' };
await room.ensureTable({ TableName: 'pairs', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', ...string }, { AttributeName: 'group', ...string }],
  GlobalSecondaryIndexes: [{ IndexName: 'groups', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }] }] });
for (let i = 1; ; i++) {
  const put = (side) => ({ Put: { TableName: 'pairs', Item: { pk: { S: side + i }, group: { S: 'all' } } } });
  await room.call('TransactWriteItems', { TransactItems: [put('left'), put('right'), { Update: { TableName: 'pairs',
    Key: { pk: { S: 'count' } }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } } }] });
  console.log(i);
}`;

test('kill -9 in the middle of transactions leaves no half of one, and nothing answered is lost', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'dynamodb-crash-'));
  const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let answered = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    answered = Number(line);
    if (answered === 100) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');

  const room = await createDynamodb({ directory, credentials: () => undefined });
  const { Item } = await room.call('GetItem', { TableName: 'pairs', Key: { pk: { S: 'count' } } });
  const { Count } = await room.call('Scan', { TableName: 'pairs', Select: 'COUNT' });
  const indexed = await room.call('Query', {
    TableName: 'pairs',
    IndexName: 'groups',
    KeyConditionExpression: '#g = :all',
    ExpressionAttributeNames: { '#g': 'group' },
    ExpressionAttributeValues: { ':all': { S: 'all' } },
  });
  const transactions = Number(Item?.n.N);
  expect(transactions).toBeGreaterThanOrEqual(answered);
  expect(Count).toBe(2 * transactions + 1);
  expect(indexed.Count).toBe(2 * transactions);
  await room.close();
  await rm(directory, { recursive: true });
});
