import type { Journal } from './journal.ts';

/** Where a sub-state machine stands: the state it is in (or its result), and what it holds. */
export type Position = {
  state: string;
  /** Counts the states entered; names what the state itself starts (branches, iterations, Map runs). */
  step: number;
  input: unknown;
  variables: Record<string, unknown>;
  /** ISO 8601; a Wait goes on from here after a restart. */
  entered: string;
  enteredEvent: number;
  /** Id of the event before that. */
  eventBefore: number;
  /** How often each retrier of the state was used. */
  retries: number[];
  /** Attempts before the last redrive, which gives every retrier its attempts back. */
  attemptsBefore?: number;
  /** Set once the sub-state machine has ended. */
  ended?: { output: unknown };
};

export type Frames = {
  read(path: string): Position | undefined;
  write(path: string, position: Position): void;
  /** Forgets everything below a path. */
  forget(path: string): void;
};

export function journaledFrames(journal: Journal, execution: string): Frames {
  return {
    read(path) {
      const sql = 'SELECT position FROM frames WHERE execution = ? AND path = ?';
      const row = journal.get<{ position: string }>(sql, execution, path);
      return row && (JSON.parse(row.position) as Position);
    },
    write(path, position) {
      journal.run('INSERT OR REPLACE INTO frames VALUES (?, ?, ?)', execution, path, JSON.stringify(position));
    },
    forget(path) {
      // '0' follows '/': every path that begins with `path/`.
      const sql = 'DELETE FROM frames WHERE execution = ? AND path >= ? AND path < ?';
      journal.run(sql, execution, `${path}/`, `${path}0`);
    },
  };
}

/** EXPRESS children keep no place: after a restart they begin anew (at least once, as the service promises). */
export const NO_FRAMES: Frames = { read: () => undefined, write: () => {}, forget: () => {} };
