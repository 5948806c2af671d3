import { StateError } from './errors.ts';
import type { Journal } from './journal.ts';

/** A Standard execution may have no more events (service limit). */
export const MOST_EVENTS = 25_000;

/** Writes history events; the numbers it gives are the event ids. */
export type History = {
  /** `details` is the content of the event's `…EventDetails` member, when it has one. */
  record(type: string, details: Record<string, unknown> | undefined, previous: number): number;
};

/** `TaskStateEntered` has `stateEnteredEventDetails`; other events name the member after themselves. */
const memberOf = (type: string) => {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type[0]?.toLowerCase()}${type.slice(1)}EventDetails`;
};

export function journaledHistory(journal: Journal, execution: string, now: () => Date): History {
  const sql = 'SELECT coalesce(max(id), 0) AS last FROM events WHERE execution = ?';
  let last = journal.get<{ last: number }>(sql, execution)?.last ?? 0;
  return {
    record(type, details, previous) {
      if (last >= MOST_EVENTS && !type.startsWith('Execution'))
        throw new StateError(
          'States.Runtime',
          `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
        );
      last += 1;
      const text = JSON.stringify(details === undefined ? {} : { [memberOf(type)]: details });
      const insert = 'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)';
      journal.run(insert, execution, last, previous, type, now().getTime(), text);
      return last;
    },
  };
}

/** Children of a Map run: their outcome is kept, their events are not. Ids still count up, for messages. */
export function uncountedHistory(): History {
  let last = 0;
  return {
    record() {
      last += 1;
      return last;
    },
  };
}

export const jsonDetails = (field: 'input' | 'output', value: unknown) => ({
  [field]: JSON.stringify(value),
  [`${field}Details`]: { truncated: false },
});
