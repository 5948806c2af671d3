/**
 * Reads of LevelDB on the twin's own thread. By way of a thread of the pool, as dynalite reads, one takes 0.1 ms of two cores and two turns of
 * the event loop, where LevelDB needs some microseconds for what it has in memory; each call of the API reads two rows at least, the
 * table's and the item's.
 */
import type { Level } from './engine.ts';

type Done = (error: Error | null, value?: unknown) => void;
/** What waited for the store to open comes again with options of its own, and without a callback. */
type Read = (key: string, done?: Done | object) => Promise<unknown> | undefined;
type Synchronous = { status: string; getSync(key: string): unknown };

/** While the store is opened anew reads wait for it as before. */
export function readAtOnce(db: Level): void {
  const level = db as unknown as { get: Read } & Synchronous;
  const later = level.get.bind(db);
  level.get = (key, done) => {
    if (level.status !== 'open') return later(key, done);
    let [value, failure]: [unknown, Error | null] = [undefined, null];
    try {
      value = level.getSync(key);
    } catch (error) {
      failure = error as Error;
    }
    if (typeof done !== 'function') return failure ? Promise.reject(failure) : Promise.resolve(value);
    // Never before the caller goes on, as with any other read.
    queueMicrotask(() => (done as Done)(failure, value));
    return undefined;
  };
}
