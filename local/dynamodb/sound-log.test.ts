/** A write that fails in the middle, and what is written after it. */
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canMountDisks, mountDisk } from '../small-disk.fixture.ts';
import { openStore } from './engine.ts';
import { createDynamodb, type DynamoDBRoom } from './server.ts';

/** LevelDB refuses it. */
const NO_KEY = undefined as unknown as string;
let directory: string;
let room: DynamoDBRoom | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dynamodb-log-'));
});
afterEach(async () => {
  await room?.close();
  room = undefined;
  await rm(directory, { recursive: true });
});

const open = async (path: string) => {
  room = await createDynamodb({ directory: path, credentials: () => undefined });
  return room;
};
const definition = {
  TableName: 'maps',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
};
const put = (pk: string, text = '') =>
  room!.call('PutItem', { TableName: 'maps', Item: { pk: { S: pk }, text: { S: text } } });
const stored = async (): Promise<string[]> =>
  (await room!.call('Scan', { TableName: 'maps', ProjectionExpression: 'pk' })).Items.map(({ pk }: any) => pk.S).sort();

test('after a write that tore the log, the store is opened anew, and what is written then is there at the next start', async () => {
  const store = await openStore(directory);
  await store.db.put('before', 1);
  const [log] = (await readdir(directory)).filter((name) => name.endsWith('.log'));
  // What a write leaves that ends in the middle: the head of a record without its end. LevelDB appends behind it.
  await appendFile(join(directory, log!), Buffer.alloc(20, 0x5a));
  await expect(store.db.put(NO_KEY, 1)).rejects.toThrow(`Nothing can be written to ${directory}`);
  expect(store.log.isUnsound()).toBe(true);
  await expect(store.db.put('refused', 1)).rejects.toThrow('When there is room again');
  await store.log.mend(async () => {});
  await store.db.put('after', 1);
  await store.lifecycleManager.gracefulClose();

  const again = await openStore(directory);
  expect(await Promise.all(['before', 'refused', 'after'].map((key) => again.db.get(key)))).toEqual([1, undefined, 1]);
  await again.lifecycleManager.gracefulClose();
});

test('writes that wait behind one that fails are refused with it', async () => {
  const store = await openStore(directory);
  const results = await Promise.allSettled([store.db.put('a', 1), store.db.put(NO_KEY, 1), store.db.put('b', 1)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await store.db.get('b')).toBeUndefined();
  await store.lifecycleManager.gracefulClose();
});

test.skipIf(!canMountDisks)(
  'a disk that was full (needs the right to mount one): nothing answered is lost',
  async () => {
    const unmount = mountDisk(directory, '4m');
    try {
      const path = join(directory, 'state');
      await (await open(path)).ensureTable(definition);
      await put('before');
      await writeFile(join(directory, 'fill'), Buffer.alloc(8e6)).catch(() => {});
      const answered = ['before'];
      let refused = 0;
      const tries = async (phase: string) => {
        for (let i = 0; i < 60; i++) {
          await put(`${phase}-${i}`, 'x'.repeat(3000)).then(
            () => answered.push(`${phase}-${i}`),
            () => refused++,
          );
        }
      };
      await tries('full');
      expect(refused).toBeGreaterThan(0);
      expect(await stored()).toEqual(answered.toSorted());
      await rm(join(directory, 'fill'));
      await tries('after');
      expect(answered.filter((pk) => pk.startsWith('after'))).toHaveLength(60);
      await room!.close();
      await open(path);
      expect(await stored()).toEqual(answered.toSorted());
      await room!.close();
      room = undefined;
    } finally {
      unmount();
    }
  },
);
