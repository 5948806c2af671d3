/** Dead letters go back where they came from, or elsewhere: StartMessageMoveTask and its sisters. A restart goes on with them. */
import { randomUUID } from 'node:crypto';
import { nameOfArn, queueArn } from './arns.ts';
import type { Arrivals } from './arrivals.ts';
import { invalidValue, resourceNotFound } from './errors.ts';
import type { Message, Messages } from './messages.ts';
import type { Queues } from './queues.ts';
import type { Store } from './store.ts';

export type Task = {
  seq: number;
  id: string;
  /** ARNs; without a destination each message goes to the queue whose dead letter it is. */
  source: string;
  destination: string | null;
  /** Messages a second; as fast as it goes unless it is given. */
  rate: number | null;
  status: 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  to_move: number;
  moved: number;
  started: number;
  failure: string | null;
};

/** Messages that move at once where no rate is given. */
const CHUNK = 100;

export type MoveTasks = ReturnType<typeof createMoveTasks>;

export function createMoveTasks(account: {
  store: Store;
  queues: Queues;
  messages: Messages;
  arrivals: Arrivals;
  now: () => number;
}) {
  const { store, queues, messages, arrivals, now } = account;
  const timers = new Map<string, NodeJS.Timeout>();
  let closed = false;

  const find = (id: string) => store.get<Task>('SELECT * FROM move_tasks WHERE id = ?', id);
  const end = (id: string, status: Task['status'], failure: string | null = null) =>
    void store.run('UPDATE move_tasks SET status = ?, failure = ? WHERE id = ?', status, failure, id);

  /** Moves one message, or a chunk, and answers what became of the task. Each is a new message where it arrives (Developer Guide,
   * "dead-letter queue redrive"). */
  const advance = (task: Task): Task['status'] | { failure: string } => {
    if (task.status === 'CANCELLING') return 'CANCELLED';
    const from = nameOfArn(task.source)!;
    if (!queues.exists(from)) return { failure: NO_QUEUE };
    const sql = 'SELECT * FROM messages WHERE queue = ? AND visible <= ? ORDER BY visible, seq LIMIT ?';
    const found = store.all<Message>(sql, from, now(), task.rate === null ? CHUNK : 1);
    if (found.length === 0) return 'COMPLETED';
    const failure = store.atOnce(() => moveAll(found, task));
    return failure ? { failure } : 'RUNNING';
  };

  const moveAll = (found: Message[], task: Task): string | undefined => {
    for (const { seq, source } of found) {
      const arn = task.destination ?? source;
      if (!arn) return 'CouldNotDetermineMessageSource';
      const to = nameOfArn(arn)!;
      if (!queues.exists(to)) return NO_QUEUE;
      const sql = `UPDATE messages SET queue = ?, id = ?, sent = ?, visible = ?, receives = 0, first = NULL, receipt = NULL,
        source = NULL WHERE seq = ?`;
      store.run(sql, to, randomUUID(), now(), now(), seq);
      store.run('UPDATE move_tasks SET moved = moved + 1 WHERE id = ?', task.id);
      arrivals.tell(to);
    }
    return undefined;
  };

  const schedule = (task: Task) => {
    if (closed) return;
    const step = () => {
      timers.delete(task.id);
      const now = find(task.id)!;
      const outcome = advance(now);
      if (typeof outcome === 'object') end(task.id, 'FAILED', outcome.failure);
      else if (outcome === 'RUNNING') schedule(now);
      else end(task.id, outcome);
    };
    timers.set(task.id, setTimeout(step, task.rate === null ? 0 : 1000 / task.rate).unref());
  };

  return {
    /** @throws SqsError for what is no dead-letter queue, a destination that is not there, and a second task of one queue */
    start(source: unknown, destination: unknown, rate: number | undefined): Task {
      const from = nameOfArn(source);
      if (!from || !queues.exists(from)) throw notThere('SourceArn');
      if (queues.sourcesOf(from).length === 0)
        throw invalidValue('Source queue must be configured as a Dead Letter Queue.');
      const to = nameOfArn(destination);
      if (destination !== undefined && (!to || !queues.exists(to))) throw notThere('DestinationArn');
      const running = "SELECT id FROM move_tasks WHERE source = ? AND status IN ('RUNNING', 'CANCELLING')";
      if (store.get(running, queueArn(from)))
        throw invalidValue(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      const id = randomUUID();
      const sql = `INSERT INTO move_tasks (id, source, destination, rate, status, to_move, moved, started)
        VALUES (?, ?, ?, ?, 'RUNNING', ?, 0, ?)`;
      const toMove = messages.counts(queues.find(from)).visible;
      store.run(sql, id, queueArn(from), to ? queueArn(to) : null, rate ?? null, toMove, now());
      const task = find(id)!;
      schedule(task);
      return task;
    },
    /** The latest first. @throws SqsError ResourceNotFoundException */
    list(source: unknown, most: number): Task[] {
      const name = nameOfArn(source);
      if (!name || !queues.exists(name)) throw notThere('SourceArn');
      return store.all<Task>(
        'SELECT * FROM move_tasks WHERE source = ? ORDER BY seq DESC LIMIT ?',
        queueArn(name),
        most,
      );
    },
    /** It ends before its next message. @throws SqsError ResourceNotFoundException */
    cancel(source: string, id: string): Task {
      const name = nameOfArn(source);
      if (!name || !queues.exists(name)) throw notThere('SourceArn');
      const task = find(id);
      if (!task || task.source !== source) throw resourceNotFound('Task does not exist.');
      if (task.status !== 'RUNNING') throw invalidValue('Only active tasks can be cancelled.');
      end(id, 'CANCELLING');
      return task;
    },
    /** Goes on with what a restart interrupted. */
    resume(): void {
      const sql = "SELECT * FROM move_tasks WHERE status IN ('RUNNING', 'CANCELLING')";
      for (const task of store.all<Task>(sql)) schedule(task);
    },
    close(): void {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** As the service puts it into FailureReason. */
const NO_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';
const notThere = (name: string) =>
  resourceNotFound(`The resource that you specified for the ${name} parameter doesn't exist.`);
