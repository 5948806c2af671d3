/** The processes of one function: started on demand up to a limit, kept warm, reaped when idle for minutes. */
import type { Report } from '../service.ts';
import type { FunctionDefinition } from './definition.ts';
import { functionError } from './errors.ts';
import type { Death } from './faults.ts';
import type { Heavy } from './heavy.ts';
import { type FunctionProcess, startProcess } from './process.ts';
import type { Outcome } from './runtime-api.ts';

/** Lambda keeps idle environments for minutes. Twenty warm functions hold about 1.6 GB, so a laptop gets it back soon. */
const IDLE_MS = 2 * 60_000;

/**
 * Lambda has a process for each call that comes while others are under way. Here there are as many as the machine has cores, and for what
 * somebody waits for up to so many times that: calls that hold a process for long, as those that hash passwords do, keep quick ones
 * waiting, which might be done meanwhile. Four times as many only took the cores from each other (docs/benchmarks.md).
 */
const MORE_FOR_AWAITED = 2;
/** A further process is worth its start, which takes 0.2 s of a core, when the first who waits has waited for longer. */
const PATIENCE_MS = 300;

type Waiting = { since: number; payload: string; settle(outcome: Outcome): void };
export type Pool = {
  /** Waits for a free process when all are busy: the twin never throttles. */
  invoke(payload: string, signal?: AbortSignal): Promise<Outcome>;
  close(): Promise<void>;
};

export const createPool = (
  definition: FunctionDefinition,
  processes: number,
  runtimeEnvironment: Record<string, string>,
  report: Report,
  dies: () => Death | undefined,
  heavy: Heavy,
): Pool => {
  const queue: Waiting[] = [];
  /** What is to be called when it waits no more. */
  const idle = new Map<FunctionProcess, () => void>();
  const alive = new Set<FunctionProcess>();
  /** Seconds of all calls that it has answered. */
  const workedSeconds = new WeakMap<FunctionProcess, number>();
  const starting = new Set<Promise<unknown>>();
  /** Processes that are about to ask for work: in their init, or between an answer and the next request. */
  const coming = new Set<FunctionProcess | symbol>();
  let count = 0;
  const most = Math.min(
    processes * (definition.awaited ? MORE_FOR_AWAITED : 1),
    definition.reservedConcurrency ?? Number.POSITIVE_INFINITY,
  );
  let impatient: NodeJS.Timeout | undefined;
  /** Milliseconds that the last call took which came to its end. */
  let usual = 100;
  let closed = false;

  const leaveIdle = (process: FunctionProcess) => {
    idle.get(process)?.();
    idle.delete(process);
  };

  const takeNext = (process: FunctionProcess) => {
    const waiting = queue.shift();
    if (!waiting) {
      const reap = () => {
        leaveIdle(process);
        void process.stop();
      };
      const timer = setTimeout(reap, IDLE_MS).unref();
      const leave = heavy.waits({ heldMb: process.heldMb(), workedSeconds: workedSeconds.get(process) ?? 0 }, reap);
      idle.set(process, () => {
        clearTimeout(timer);
        leave();
      });
      return;
    }
    const begun = performance.now();
    const worked = heavy.works();
    void process.invoke(waiting.payload, killTime()).then((outcome) => {
      const took = performance.now() - begun;
      if (!('error' in outcome)) usual = took;
      workedSeconds.set(process, (workedSeconds.get(process) ?? 0) + took / 1000);
      worked();
      if (alive.has(process)) coming.add(process);
      waiting.settle(outcome);
    });
  };

  /** When this call is to be killed, in milliseconds from its begin; undefined for most. */
  const killTime = (): number | undefined => {
    const death = dies();
    if (!death) return undefined;
    const when = death.part === undefined ? 'before its answer' : `${Math.round(death.part * 100)} % through`;
    report(JSON.stringify({ level: 'WARN', message: `killed on purpose, ${when}` }));
    return death.part === undefined ? Number.POSITIVE_INFINITY : death.part * usual;
  };

  const start = () => {
    const init = Symbol(definition.name);
    count += 1;
    coming.add(init);
    const begun = startProcess(definition, runtimeEnvironment, report, {
      idle: (process) => {
        coming.delete(init);
        coming.delete(process);
        takeNext(process);
        startForWaiting();
      },
      gone: (process, initError) => {
        count -= 1;
        coming.delete(init);
        coming.delete(process);
        alive.delete(process);
        leaveIdle(process);
        // One failed init answers one caller, as in Lambda; the next caller gets a process of its own.
        if (initError) queue.shift()?.settle({ error: initError });
        startForWaiting();
      },
    }).then((process) => {
      alive.add(process);
      if (closed) return process.stop();
    });
    starting.add(begun);
    void begun.finally(() => starting.delete(begun));
  };

  const startForWaiting = () => {
    while (!closed && count < processes && coming.size < queue.length) start();
    if (!closed && queue.length > 0 && count < most) impatient ??= setTimeout(startOneMore, PATIENCE_MS).unref();
  };

  /** One after the other: the next one when this one is there, and somebody waits for so long all the same. */
  const startOneMore = () => {
    impatient = undefined;
    const [first] = queue;
    const oneComes = [...coming].some((each) => typeof each === 'symbol');
    if (first && !oneComes && count < most && performance.now() - first.since >= PATIENCE_MS) start();
    startForWaiting();
  };

  return {
    invoke: (payload, signal) =>
      new Promise((resolve) => {
        if (closed) return resolve({ error: stopped(definition.name) });
        const waiting: Waiting = {
          since: performance.now(),
          payload,
          settle: (outcome) => {
            signal?.removeEventListener('abort', leave);
            resolve(outcome);
          },
        };
        // Who goes away gets an answer at once; an invocation that has begun runs on, as in Lambda.
        const leave = () => {
          const place = queue.indexOf(waiting);
          if (place >= 0) queue.splice(place, 1);
          resolve({ error: functionError('AbortError', `The call of ${definition.name} was cancelled.`) });
        };
        signal?.addEventListener('abort', leave, { once: true });
        queue.push(waiting);
        const [free] = idle.keys();
        if (!free) return startForWaiting();
        leaveIdle(free);
        takeNext(free);
      }),
    close: async () => {
      closed = true;
      clearTimeout(impatient);
      for (const { settle } of queue.splice(0)) settle({ error: stopped(definition.name) });
      await Promise.all(starting);
      await Promise.all([...alive].map((process) => process.stop()));
    },
  };
};

const stopped = (name: string) => functionError('ServiceException', `The function ${name} has been stopped.`);
