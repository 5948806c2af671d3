/** Whom a bucket tells of what happens in it, and what is still to be told. */
import type { DatabaseSync } from 'node:sqlite';
import { type Destination, type EventName, wants } from '../notifications/configuration.ts';
import { messageOf, type ObjectEvent, type Outcome } from '../notifications/event.ts';

/** One message for one destination; `created` and `due` in epoch ms. */
export type Notice = {
  seq: number;
  bucket: string;
  target: string;
  message: string;
  attempts: number;
  created: number;
  due: number;
};

export type NoticeStore = ReturnType<typeof noticeStore>;

/** 4,096 events in a millisecond before the numbers run ahead of the clock; it fits a double until the year 2039. */
const IN_A_MILLISECOND = 4096;

export function noticeStore(database: DatabaseSync) {
  const configure = database.prepare('INSERT OR REPLACE INTO notifications VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM notifications WHERE bucket = ?');
  const insert = database.prepare(
    'INSERT INTO notices (bucket, target, message, attempts, created, due) VALUES (?, ?, ?, 0, ?, ?)',
  );
  const number = database.prepare(
    'INSERT INTO sequencer VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET last = max(last + 1, excluded.last) RETURNING last',
  );
  const select = database.prepare('SELECT * FROM notices WHERE seq = ?');
  const all = database.prepare('SELECT seq, due FROM notices ORDER BY seq');
  const postpone = database.prepare('UPDATE notices SET attempts = attempts + 1, due = ? WHERE seq = ?');
  const remove = database.prepare('DELETE FROM notices WHERE seq = ?');
  /** Read once: every write of an object asks. */
  const known = new Map<string, Destination[]>();
  for (const row of database.prepare('SELECT * FROM notifications').all() as { bucket: string; destinations: string }[])
    known.set(row.bucket, JSON.parse(row.destinations));
  let tellOf: (notices: Pick<Notice, 'seq' | 'due'>[]) => void = () => {};

  return {
    destinations: (bucket: string): Destination[] => known.get(bucket) ?? [],
    configure(bucket: string, destinations: Destination[]) {
      if (destinations.length > 0) configure.run(bucket, JSON.stringify(destinations));
      else forget.run(bucket);
      known.set(bucket, destinations);
    },
    isTold: (bucket: string, event: EventName, key: string): boolean =>
      known.get(bucket)?.some((destination) => wants(destination, event, key)) ?? false,
    /** To be called within the transaction that changes the object; what it answers, to `announce` behind it. */
    add(event: ObjectEvent, outcome: Outcome): Pick<Notice, 'seq' | 'due'>[] {
      const { bucket, key } = outcome;
      const { last } = number.get(event.at * IN_A_MILLISECOND) as { last: number };
      const sequencer = last.toString(16).toUpperCase().padStart(18, '0');
      return this.destinations(bucket)
        .filter((destination) => wants(destination, event.name, key))
        .map((destination) => {
          const message = messageOf(event, outcome, destination, sequencer);
          const { lastInsertRowid } = insert.run(bucket, destination.arn, message, event.at, event.at);
          return { seq: Number(lastInsertRowid), due: event.at };
        });
    },
    announce: (notices: Pick<Notice, 'seq' | 'due'>[]) => tellOf(notices),
    /** Who is told of what is new. */
    onNew(listener: typeof tellOf) {
      tellOf = listener;
    },
    find: (seq: number) => select.get(seq) as Notice | undefined,
    all: () => all.all() as Pick<Notice, 'seq' | 'due'>[],
    postpone: (seq: number, due: number) => void postpone.run(due, seq),
    remove: (seq: number) => void remove.run(seq),
  };
}
