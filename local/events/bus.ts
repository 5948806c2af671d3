import type { Report } from '../service.ts';
import { type Dead, openDeliveries } from './deliveries.ts';
import { matches, type Pattern } from './pattern.ts';

/** An event as rules and targets see it. */
export type BusEvent = {
  id: string;
  source: string;
  'detail-type': string;
  /** ISO 8601. */
  time: string;
  [field: string]: unknown;
};

export type Rule = { name: string; arn: string; pattern: Pattern; targets: { id: string; functionName: string }[] };

/** Calls a target in the name of its rule; an error means that it did not do its work. */
export type Deliver = (call: { rule: Rule; functionName: string; event: BusEvent }) => Promise<unknown>;

/** @returns when a call is tried next, in epoch ms; undefined: not any more */
export type Failed = (
  call: { functionName: string; event: BusEvent; attempts: number; created: number },
  error: Error,
) => Promise<number | undefined>;

export type Bus = {
  /** Makes rules known; those of the same names are replaced. */
  setRules(rules: Rule[]): void;
  /** Takes an event for every rule that wants it. When this returns, it is on disk. */
  put(event: BusEvent): void;
  /** Goes on with what a restart interrupted. Call it once rules and targets are known. */
  resume(): void;
  /** What reached no target. */
  dead(): Dead[];
  /** Leaves everything where it stands; resolves when nothing is under way. */
  close(): Promise<void>;
};

/** The default event bus of one account: rules, their targets (functions), and events on their way, at least once. */
export function createBus(options: {
  directory: string;
  deliver: Deliver;
  failed: Failed;
  now: () => number;
  report: Report;
}): Bus {
  const { deliver, failed, now, report } = options;
  const deliveries = openDeliveries(options.directory);
  const rules = new Map<string, Rule>();
  const timers = new Map<string, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const schedule = (id: string, due: number) => {
    if (closed || timers.has(id)) return;
    const begin = () => {
      timers.delete(id);
      const work = attempt(id).finally(() => underWay.delete(work));
      underWay.add(work);
    };
    timers.set(id, setTimeout(begin, Math.max(0, due - now())).unref());
  };

  async function attempt(id: string): Promise<void> {
    const delivery = deliveries.find(id);
    if (!delivery) return;
    const { rule: name, target, attempts } = delivery;
    const rule = rules.get(name);
    const functionName = rule?.targets.find((each) => each.id === target)?.functionName;
    const event: BusEvent = JSON.parse(delivery.event);
    try {
      if (!rule || !functionName) throw new Error(`The rule ${name} has no target ${target} any more.`);
      await deliver({ rule, functionName, event });
      deliveries.remove(id);
    } catch (error) {
      // The twin goes down: the event is delivered again at the next start.
      if (closed) return;
      const { message } = error as Error;
      const call = { functionName: functionName ?? '', event, attempts: attempts + 1, created: Date.parse(event.time) };
      const due = functionName ? await failed(call, error as Error) : undefined;
      if (closed) return;
      if (due === undefined) {
        deliveries.bury(delivery, message, now());
        report(`event ${id} reached no target of the rule ${name}: ${message}`);
        return;
      }
      deliveries.postpone(id, attempts + 1, due);
      schedule(id, due);
    }
  }

  return {
    setRules(given) {
      for (const rule of given) rules.set(rule.name, rule);
    },
    put(event) {
      if (closed) throw new Error('The event bus is closed.');
      for (const rule of [...rules.values()].filter(({ pattern }) => matches(pattern, event))) {
        for (const target of rule.targets) {
          const id = `${event.id} ${rule.name} ${target.id}`;
          const delivery = { id, rule: rule.name, target: target.id, event: JSON.stringify(event) };
          deliveries.add({ ...delivery, attempts: 0, due: now() });
          schedule(id, now());
        }
      }
    },
    resume() {
      for (const { id, due } of deliveries.all()) schedule(id, due);
    },
    dead: deliveries.dead,
    async close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(underWay);
      deliveries.close();
    },
  };
}
