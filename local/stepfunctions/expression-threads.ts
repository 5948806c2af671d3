import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Outcome, TIMED_OUT, thrown } from './run-expression.ts';

/** An expression that never ends is ended after this (a choice of ours; the service does not name its limit). */
const LIMIT_MS = 10_000;
/** One that collects without an end is ended at so many MiB; a state may answer 256 KiB. */
const MEMORY_MIB = 512;
/** Threads at most: as many expressions may never end before another one waits for the limit of one of them. */
const MOST = 4;

const PROGRAM = join(import.meta.dirname, 'expression-thread.ts');

type Job = { text: string; resolve: (outcome: Outcome) => void };

const waiting: Job[] = [];
const idle: Worker[] = [];
/** What ends the work of each thread that has some. */
const busy = new Map<Worker, (outcome: Outcome) => void>();

/** Evaluates on another thread, which can be ended at any place: nothing in JavaScript interrupts a regular expression. */
export function evaluateApart(source: string, bindings: Record<string, unknown>): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  waiting.push({ text: JSON.stringify({ source, bindings }), resolve });
  begin();
  return promise;
}

/** Ends whatever is evaluated on other threads, as an error of the expression. */
export function endEvaluations(): void {
  const ended = thrown('The evaluation was ended.');
  for (const { resolve } of waiting.splice(0)) resolve(ended);
  for (const end of busy.values()) end(ended);
}

function begin() {
  while (waiting.length > 0 && busy.size < MOST) work(idle.pop() ?? startThread(), waiting.shift()!);
}

function work(thread: Worker, { text, resolve }: Job) {
  const done = (outcome: Outcome) => {
    clearTimeout(limit);
    thread.removeAllListeners('message').removeAllListeners('error');
    busy.delete(thread);
    resolve(outcome);
  };
  const end = (outcome: Outcome) => {
    done(outcome);
    // What it still throws while it ends concerns nobody.
    thread.on('error', () => {}).terminate();
    begin();
  };
  const late = thrown(`Evaluation timeout after ${LIMIT_MS} milliseconds. Check for infinite loop`, TIMED_OUT);
  const limit = setTimeout(() => end(late), LIMIT_MS);
  busy.set(thread, end);
  thread.once('error', ({ message }) => end(thrown(message)));
  thread.once('message', (answer: string) => {
    done(JSON.parse(answer));
    thread.unref();
    idle.push(thread);
    begin();
  });
  thread.ref();
  thread.postMessage(text);
}

function startThread() {
  return new Worker(PROGRAM, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } });
}
