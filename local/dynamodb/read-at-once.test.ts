import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ItemDb, itemPrefix, openStore, type Store } from './engine.ts';

let directory: string;
let store: Store;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dynamodb-read-'));
  store = await openStore(directory);
});
afterEach(async () => {
  await store.lifecycleManager.gracefulClose();
  await rm(directory, { recursive: true });
});

type Closable = { close: { _original(): Promise<void> } };
const read = (db: ItemDb, key: string) =>
  new Promise((resolve, reject) => db.get(key, (error, value) => (error ? reject(error) : resolve(value))));

it('answers what is there, and undefined for what is not, both ways', async () => {
  await store.db.put(`${itemPrefix('maps')}a`, { pk: { S: 'ü' } });
  expect(await store.db.get(`${itemPrefix('maps')}a`)).toEqual({ pk: { S: 'ü' } });
  expect(await read(store.getItemDb('maps'), 'a')).toEqual({ pk: { S: 'ü' } });
  expect([await store.db.get('b'), await read(store.getItemDb('maps'), 'b')]).toEqual([undefined, undefined]);
});

it('calls back after the caller has gone on', async () => {
  const order: string[] = [];
  const called = new Promise<void>((resolve) =>
    store.getItemDb('maps').get('a', () => {
      order.push('called back');
      resolve();
    }),
  );
  order.push('went on');
  await called;
  expect(order).toEqual(['went on', 'called back']);
});

it('waits while the store is opened anew', async () => {
  await store.db.put('a', 1);
  await (store.db as unknown as Closable).close._original();
  const opened = store.db.open();
  const [value] = await Promise.all([store.db.get('a'), opened]);
  expect(value).toBe(1);
});

it('fails when the store is closed', async () => {
  await store.lifecycleManager.gracefulClose();
  await expect(store.db.get('a')).rejects.toThrow('closed');
  await expect(read(store.getItemDb('maps'), 'a')).rejects.toThrow('closed');
});
