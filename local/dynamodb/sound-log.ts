/**
 * A write that fails in the middle, because the disk is full, leaves half a record in LevelDB's log; LevelDB goes on behind it,
 * and when it reads the log at the next start, drops what it finds there. So nothing is written behind a failed write until the
 * store has been opened anew, which puts what the log holds into a table and begins another log.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkRoomOnDisk } from '../room-on-disk.ts';
import type { Level } from './engine.ts';

/** What opening needs beside room for what the logs hold: a manifest, a new log, its own notes. */
const OPENING_BYTES = 256 * 1024;

export type SoundLog = {
  /** Has a write failed since the store was opened? */
  isUnsound(): boolean;
  /**
   * Opens the store anew, if the disk has room for it. Until it has, readers go on and writers are refused.
   * @param idle ends when nobody reads or writes the store; keeps others out until `mend` has ended
   * @throws Error when there was room and the store could not be opened all the same; `mend` may be tried again
   */
  mend(idle: () => Promise<unknown>): Promise<void>;
};

/** With the close of dynalite, which is for good, is kept LevelDB's own. */
type Closable = Level & { close: { _original(): Promise<void> } };
type Write = (...parameters: unknown[]) => unknown;
const WRITES = ['put', 'del', 'batch', 'clear'] as const;

/** Does the writes of `db` one after another, and none behind one that failed. `directory`: where the store lies. */
export function keepLogSound(db: Level, directory: string): SoundLog {
  let failure: unknown;
  let last: Promise<unknown> = Promise.resolve();

  async function inTurn(write: () => unknown): Promise<unknown> {
    if (failure) throw refusal(directory, failure);
    try {
      return await write();
    } catch (error) {
      failure = error;
      throw refusal(directory, error);
    }
  }

  const methods = db as unknown as Record<(typeof WRITES)[number], Write>;
  for (const name of WRITES) {
    const write = methods[name].bind(db);
    methods[name] = (...parameters) => {
      const callback = parameters.at(-1);
      const done = typeof callback === 'function' ? (callback as (error: unknown) => void) : undefined;
      const given = done ? parameters.slice(0, -1) : parameters;
      const turn = last.then(() => inTurn(() => write(...given)));
      last = turn.catch(() => {});
      if (!done) return turn;
      turn.then(() => done(null), done);
    };
  }

  return {
    isUnsound: () => failure !== undefined,
    async mend(idle) {
      if (!(await hasRoomToOpen(directory))) return;
      await idle();
      await last;
      try {
        await (db as Closable).close._original();
        await db.open();
      } catch (error) {
        throw refusal(directory, error);
      }
      failure = undefined;
    },
  };
}

const refusal = (directory: string, error: unknown) =>
  new Error(
    `Nothing can be written to ${directory} (${reasonOf(error)}). Is its disk full? When there is room again, writes are taken.`,
    { cause: error },
  );

/** LevelDB's own words; abstract-level keeps them as the cause. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? reasonOf(cause) : message;
}

async function hasRoomToOpen(directory: string): Promise<boolean> {
  try {
    const logs = (await readdir(directory)).filter((name) => name.endsWith('.log'));
    const sizes = await Promise.all(logs.map((name) => stat(join(directory, name))));
    await checkRoomOnDisk(
      directory,
      sizes.reduce((sum, { size }) => sum + size, OPENING_BYTES),
    );
    return true;
  } catch {
    return false;
  }
}
