/** Messages of queues: sent, received, deleted, hidden and shown again. Standard queues: at least once, in no promised order. */
import { randomUUID } from 'node:crypto';
import { queueArn } from './arns.ts';
import type { Arrivals } from './arrivals.ts';
import { invalidParameter, SqsError } from './errors.ts';
import { redriveOf, withDefaults } from './queue-attributes.ts';
import type { Queue } from './queues.ts';
import { newReceipt, type Receipt } from './receipts.ts';
import type { Store } from './store.ts';

/** `attributes` and `system` are JSON; times are epoch milliseconds; `source` is the ARN of the queue whose dead letter it is. */
export type Message = {
  seq: number;
  queue: string;
  id: string;
  body: string;
  attributes: string | null;
  system: string | null;
  sender: string;
  sent: number;
  visible: number;
  receives: number;
  first: number | null;
  receipt: string | null;
  source: string | null;
};
/** A message to be sent; `delay` in seconds, the queue's unless it is given. */
export type NewMessage = Pick<Message, 'body' | 'attributes' | 'system' | 'sender'> & { delay?: number | undefined };

export type Counts = { visible: number; inFlight: number; delayed: number };
export type Messages = ReturnType<typeof createMessages>;

export function createMessages(store: Store, arrivals: Arrivals, now: () => number) {
  const number = ({ attributes }: Queue, name: string) => Number(withDefaults(attributes)[name]);

  /** What is older than the queue keeps it goes, before anybody sees it. */
  const expire = (queue: Queue) =>
    store.run(
      'DELETE FROM messages WHERE queue = ? AND sent <= ?',
      queue.name,
      now() - number(queue, 'MessageRetentionPeriod') * 1000,
    );

  /** What was received often enough and is visible again goes to the dead letters, with its age and its count. */
  const buryDead = (queue: Queue) => {
    const redrive = redriveOf(queue.attributes);
    if (!redrive) return;
    // Where the queue of dead letters has been deleted, they stay where they are.
    const sql = `UPDATE messages SET queue = ?, source = ?, receipt = NULL WHERE queue = ? AND visible <= ?
      AND receives >= ? AND EXISTS (SELECT 1 FROM queues WHERE name = ?)`;
    const { queue: dead, maxReceiveCount } = redrive;
    const moved = store.run(sql, dead, queueArn(queue.name), queue.name, now(), maxReceiveCount, dead);
    if (moved > 0) arrivals.tell(dead);
  };

  /** @returns messages that were visible, the oldest first; from now on they are in flight */
  const take = (queue: Queue, most: number, seconds: number): Message[] =>
    store.atOnce(() => {
      expire(queue);
      buryDead(queue);
      const sql = 'SELECT * FROM messages WHERE queue = ? AND visible <= ? ORDER BY visible, seq LIMIT ?';
      return store.all<Message>(sql, queue.name, now(), most).map((message) => {
        const receipt = newReceipt();
        const first = message.first ?? now();
        const taken = { ...message, receipt, first, receives: message.receives + 1, visible: now() + seconds * 1000 };
        const change = 'UPDATE messages SET receipt = ?, first = ?, receives = ?, visible = ? WHERE seq = ?';
        store.run(change, receipt, first, taken.receives, taken.visible, taken.seq);
        return taken;
      });
    });

  return {
    /** All of them or none, on disk when this returns; their ids. */
    send(queue: Queue, messages: NewMessage[]): string[] {
      const sql =
        'INSERT INTO messages (queue, id, body, attributes, system, sender, sent, visible) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
      const ids = store.atOnce(() =>
        messages.map(({ body, attributes, system, sender, delay = number(queue, 'DelaySeconds') }) => {
          const id = randomUUID();
          store.run(sql, queue.name, id, body, attributes, system, sender, now(), now() + delay * 1000);
          return id;
        }),
      );
      arrivals.tell(queue.name);
      return ids;
    },

    /**
     * Up to `most` messages, as soon as there is one, else none after `waitMs`, or when `signal` is aborted.
     * @param find the queue as it is by now; throws when it has gone meanwhile
     * @param seconds how long others do not see them; the queue's visibility timeout unless it is given
     */
    async receive(
      find: () => Queue,
      { most, waitMs, seconds }: { most: number; waitMs: number; seconds: number | undefined },
      signal?: AbortSignal,
    ): Promise<Message[]> {
      const end = now() + waitMs;
      for (;;) {
        const queue = find();
        // Whoever went away would take messages with him, until they are visible again.
        if (signal?.aborted || arrivals.isClosed()) return [];
        const taken = take(queue, most, seconds ?? number(queue, 'VisibilityTimeout'));
        const left = end - now();
        if (taken.length > 0 || left <= 0) return taken;
        const sql = 'SELECT MIN(visible) AS next FROM messages WHERE queue = ?';
        const next = store.get<{ next: number | null }>(sql, queue.name)?.next ?? Number.POSITIVE_INFINITY;
        await arrivals.wait(queue.name, Math.min(left, Math.max(1, next - now())), signal);
      }
    },

    /** Nothing when another delivery came meanwhile, or it has gone already: then the request is fine all the same. */
    delete: (queue: Queue, { seq, receipt }: Receipt): void =>
      void store.run('DELETE FROM messages WHERE seq = ? AND queue = ? AND receipt = ?', seq, queue.name, receipt),

    /** @throws SqsError when the message has gone, was delivered again, or is not in flight */
    changeVisibility(queue: Queue, { seq, receipt }: Receipt, seconds: number, handle: string): void {
      const message = store.get<Message>('SELECT * FROM messages WHERE seq = ? AND queue = ?', seq, queue.name);
      if (!message || message.receipt !== receipt)
        throw invalidParameter(
          'ReceiptHandle',
          handle,
          'Message does not exist or is not available for visibility timeout change.',
        );
      if (message.visible <= now()) throw new SqsError('MessageNotInflight', 'The specified message is not in flight.');
      store.run('UPDATE messages SET visible = ? WHERE seq = ?', now() + seconds * 1000, seq);
      arrivals.tell(queue.name);
    },

    /** What is in flight is visible at once: whoever worked on it has died. */
    release(queue: Queue): void {
      const sql = 'UPDATE messages SET visible = ? WHERE queue = ? AND visible > ? AND receipt IS NOT NULL';
      if (store.run(sql, now(), queue.name, now()) > 0) arrivals.tell(queue.name);
    },

    counts(queue: Queue): Counts {
      expire(queue);
      const sql = `SELECT COUNT(*) FILTER (WHERE visible <= ?) AS visible,
        COUNT(*) FILTER (WHERE visible > ? AND receipt IS NOT NULL) AS inFlight,
        COUNT(*) FILTER (WHERE visible > ? AND receipt IS NULL) AS delayed FROM messages WHERE queue = ?`;
      return store.get<Counts>(sql, now(), now(), now(), queue.name)!;
    },
  };
}
