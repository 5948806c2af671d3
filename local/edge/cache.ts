/** What the edge keeps: whole answers in memory, the least recently used go first. */
import type { Headers } from './response-headers.ts';

export type Entry = {
  status: number;
  headers: Headers;
  body: Buffer;
  /** Times in ms. `fetched` counts for the header Age. */
  fetched: number;
  expires: number;
  /** The body by content encoding, made once. */
  encoded: Map<string, Buffer>;
};

export type Cache = {
  get(key: string): Entry | undefined;
  /** An entry larger than a quarter of the cache is not kept. */
  set(key: string, entry: Entry): void;
};

export const createCache = (mostBytes: number): Cache => {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const remove = (key: string) => {
    bytes -= entries.get(key)?.body.length ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry) {
        entries.delete(key);
        entries.set(key, entry);
      }
      return entry;
    },
    set: (key, entry) => {
      remove(key);
      if (entry.body.length > mostBytes / 4) return;
      entries.set(key, entry);
      bytes += entry.body.length;
      for (const oldest of entries.keys()) {
        if (bytes <= mostBytes) break;
        remove(oldest);
      }
    },
  };
};
