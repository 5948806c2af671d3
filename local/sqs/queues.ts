/** The queues themselves: made, found, changed, deleted. */
import { queueArn } from './arns.ts';
import type { Arrivals } from './arrivals.ts';
import { queueDoesNotExist, SqsError } from './errors.ts';
import { type QueueAttributes, redriveOf, withDefaults } from './queue-attributes.ts';
import type { Store } from './store.ts';

export type Queue = {
  name: string;
  attributes: QueueAttributes;
  created: number;
  modified: number;
  purged: number | null;
};
type Row = Omit<Queue, 'attributes'> & { attributes: string };

export type Queues = ReturnType<typeof createQueues>;

/** Between two purges of a queue (API reference, PurgeQueue). */
const PURGE_MS = 60_000;

export function createQueues(store: Store, arrivals: Arrivals, now: () => number) {
  /** Read once: there are a handful of queues, and each call needs one. */
  const known = new Map<string, Queue>();
  for (const { attributes, ...row } of store.all<Row>('SELECT * FROM queues'))
    known.set(row.name, { ...row, attributes: JSON.parse(attributes) });

  const find = (name: string): Queue => {
    const queue = known.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  };
  const write = (queue: Queue) => {
    const { name, attributes, created, modified, purged } = queue;
    const sql = 'INSERT OR REPLACE INTO queues (name, attributes, created, modified, purged) VALUES (?, ?, ?, ?, ?)';
    store.run(sql, name, JSON.stringify(attributes), created, modified, purged);
    known.set(name, queue);
  };

  return {
    /** @throws SqsError QueueDoesNotExist */
    find,
    exists: (name: string) => known.has(name),
    names: () => [...known.keys()].sort(),
    /**
     * A queue that is there already with the same attributes is fine.
     * @throws SqsError QueueNameExists
     */
    create(name: string, attributes: QueueAttributes): void {
      const there = known.get(name);
      if (!there) {
        write({ name, attributes, created: now(), modified: now(), purged: null });
        return;
      }
      const has = withDefaults(there.attributes);
      const other = Object.keys(attributes).find((each) => !same(has[each], attributes[each]));
      if (other)
        throw new SqsError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${other}`,
        );
    },
    /** Changes those attributes; an empty text takes one away. */
    set(name: string, attributes: QueueAttributes): void {
      const queue = find(name);
      const changed = { ...queue.attributes, ...attributes };
      if (attributes.KmsMasterKeyId) delete changed.SqsManagedSseEnabled;
      if (attributes.SqsManagedSseEnabled === 'true') delete changed.KmsMasterKeyId;
      const kept = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== ''));
      write({ ...queue, attributes: kept, modified: now() });
      arrivals.tell(name);
    },
    /** Exactly these attributes, as a template says; the queue is made when it is missing. */
    ensure(name: string, attributes: QueueAttributes): void {
      const there = known.get(name);
      if (there && same(JSON.stringify(there.attributes), JSON.stringify(attributes))) return;
      write({ ...(there ?? { name, created: now(), purged: null }), attributes, modified: now() });
      arrivals.tell(name);
    },
    delete(name: string): void {
      find(name);
      store.atOnce(() => {
        store.run('DELETE FROM messages WHERE queue = ?', name);
        store.run('DELETE FROM queues WHERE name = ?', name);
      });
      known.delete(name);
      arrivals.tell(name);
    },
    /** @throws SqsError PurgeQueueInProgress within a minute after the last one */
    purge(name: string): void {
      const queue = find(name);
      if (queue.purged !== null && now() - queue.purged < PURGE_MS)
        throw new SqsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
          403,
        );
      store.atOnce(() => {
        store.run('DELETE FROM messages WHERE queue = ?', name);
        write({ ...queue, purged: now() });
      });
    },
    /** Names of the queues whose dead letters come to this one. */
    sourcesOf: (name: string) =>
      [...known.values()].filter(({ attributes }) => redriveOf(attributes)?.queue === name).map((each) => each.name),
    /** What GetQueueAttributes answers, but for the counts. */
    described({ name, attributes, created, modified }: Queue): QueueAttributes {
      return {
        QueueArn: queueArn(name),
        CreatedTimestamp: String(Math.floor(created / 1000)),
        LastModifiedTimestamp: String(Math.floor(modified / 1000)),
        ...withDefaults(attributes),
      };
    },
  };
}

/** Values that are JSON are the same whatever their spaces and the order of their fields. */
function same(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  if (!a?.startsWith('{') || !b?.startsWith('{')) return false;
  try {
    return canonical(a) === canonical(b);
  } catch {
    return false;
  }
}
const canonical = (text: string) =>
  JSON.stringify(
    Object.entries(JSON.parse(text))
      .map(([name, value]) => [name, String(value)])
      .sort(),
  );
