/** EventBridge Scheduler, what templates use of it: rates, and when each was due last, which outlives a restart. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../service.ts';

export type Schedule = {
  name: string;
  everyMs: number;
  /** Begins what the schedule is for. */
  start: () => Promise<unknown>;
};

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** After one that could not be started. */
const AGAIN_MS = 60_000;
/** Longest wait of a timer (Node: 2^31 - 1 ms); it is set again. */
const LONGEST_MS = 86_400_000;

/** `rate(1 day)` in ms. @throws Error for other expressions, naming what may be said */
export function rateMs(expression: string): number {
  const [, count, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!unit)
    throw new Error(`${expression}: the local twin knows rate(N minutes), rate(N hours) and rate(N days) only.`);
  return Number(count) * UNITS[unit]!;
}

/**
 * The first time comes a rate after a schedule was made. What was due while the twin was off is made up for at the next
 * start, once, because a laptop sleeps at night and an account does not.
 */
export function openSchedules(options: { directory: string; now: () => number; report: Report }) {
  const { directory, now, report } = options;
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'schedules.json');
  const last = readLast(file);
  const timers = new Map<string, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const remember = (name: string, at: number) => {
    last.set(name, at);
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(last)));
    renameSync(`${file}.new`, file);
  };
  const wait = (schedule: Schedule, due: number) => {
    if (closed) return;
    const look = () => {
      if (now() < due) return wait(schedule, due);
      const work = run(schedule).finally(() => underWay.delete(work));
      underWay.add(work);
    };
    const ms = Math.min(LONGEST_MS, Math.max(0, due - now()));
    timers.set(schedule.name, setTimeout(look, ms).unref());
  };
  async function run(schedule: Schedule): Promise<void> {
    try {
      await schedule.start();
      remember(schedule.name, now());
      report(`schedule ${schedule.name} started`);
      wait(schedule, now() + schedule.everyMs);
    } catch (error) {
      report(`schedule ${schedule.name}: ${(error as Error).message}`);
      wait(schedule, now() + AGAIN_MS);
    }
  }

  return {
    begin(schedule: Schedule): void {
      if (!last.has(schedule.name)) remember(schedule.name, now());
      wait(schedule, last.get(schedule.name)! + schedule.everyMs);
    },
    async close(): Promise<void> {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}

function readLast(file: string): Map<string, number> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new Error(`${file} cannot be read; delete it, and schedules begin anew.`, { cause: error });
  }
}
