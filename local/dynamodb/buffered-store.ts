/**
 * A view of the store that reads through and keeps what is written. dynalite writes an item and its index rows one by
 * one; through this view they become one LevelDB batch, so that `kill -9` never leaves half of a write or transaction.
 */
import { type ItemDb, indexPrefix, itemPrefix, type Operation, type Store } from './engine.ts';

export type BufferedStore = Store & { operations: Operation[] };

/** Callers hold the locks of every item they write: the view's own `lock` does nothing. */
export function bufferedStore(store: Store): BufferedStore {
  const operations: Operation[] = [];
  const view = (source: ItemDb, prefix: string): ItemDb => ({
    get: (key, callback) => source.get(key, callback),
    put(key, value, callback) {
      operations.push({ type: 'put', key: prefix + key, value });
      callback(null);
    },
    del(key, callback) {
      operations.push({ type: 'del', key: prefix + key });
      callback(null);
    },
    lock: (_key, work) => work((callback) => callback),
  });
  return {
    ...store,
    operations,
    getItemDb: (table) => view(store.getItemDb(table), itemPrefix(table)),
    getIndexDb: (kind, table, index) => view(store.getIndexDb(kind, table, index), indexPrefix(kind, table, index)),
  };
}
