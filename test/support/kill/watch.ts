/** Looks over a running platform's shoulder: what its state machine does and what lies in its buckets, from its files. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Visited = { state: string; seconds: number };

/** A file of the platform, read beside it; SQLite in WAL mode takes readers at any time. */
const openBeside = (directory: string, file: string) => new DatabaseSync(join(directory, file), { readOnly: true });
const journalOf = (directory: string) => openBeside(directory, 'stepfunctions/executions.sqlite');

/** Often enough to meet a state of 10 ms in its middle, seldom enough to leave the platform its processor. */
const LOOK_MS = 3;

async function until(seconds: number, what: string, look: () => boolean): Promise<void> {
  const last = Date.now() + seconds * 1000;
  while (!look()) {
    if (Date.now() > last) throw new Error(`no ${what} after ${seconds} s`);
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

/** Resolves when the execution has entered a state. */
export async function whenEntered(directory: string, state: string, seconds = 60): Promise<void> {
  const journal = journalOf(directory);
  try {
    const entered = journal.prepare(
      "SELECT 1 FROM events WHERE type LIKE '%StateEntered' AND json_extract(details, '$.stateEnteredEventDetails.name') = ?",
    );
    await until(seconds, `state ${state}`, () => entered.get(state) !== undefined);
  } finally {
    journal.close();
  }
}

/** Resolves when an object is there whose key ends like this. */
export async function whenStored(directory: string, end: string, seconds = 60): Promise<void> {
  const index = openBeside(directory, 's3/index.sqlite');
  try {
    const stored = index.prepare('SELECT 1 FROM objects WHERE key LIKE ?');
    await until(seconds, `object …${end}`, () => stored.get(`%${end}`) !== undefined);
  } finally {
    index.close();
  }
}

/** Every state that the execution was in, with its time, from the journal of a platform that has ended. */
export function visitedStates(directory: string): Visited[] {
  const journal = journalOf(directory);
  try {
    const events = journal
      .prepare(
        `SELECT type, time, coalesce(json_extract(details, '$.stateEnteredEventDetails.name'),
           json_extract(details, '$.stateExitedEventDetails.name')) AS state
         FROM events WHERE type LIKE '%StateEntered' OR type LIKE '%StateExited' ORDER BY id`,
      )
      .all() as { type: string; time: number; state: string }[];
    return events
      .filter(({ type }) => type.endsWith('Entered'))
      .map(({ state, time }) => {
        const exit = events.find((event) => event.type.endsWith('Exited') && event.state === state);
        return { state, seconds: exit ? (exit.time - time) / 1000 : 0 };
      });
  } finally {
    journal.close();
  }
}
