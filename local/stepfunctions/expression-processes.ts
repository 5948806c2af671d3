import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Outcome, TIMED_OUT, thrown } from './run-expression.ts';

/** An expression that never ends is ended after this (a choice of ours; the service does not name its limit). */
const LIMIT_MS = 10_000;
/** Processes at most: as many expressions may never end before another one waits for the limit of one of them. */
const MOST = 4;

const PROGRAM = join(import.meta.dirname, 'expression-process.ts');

type Job = { text: string; resolve: (outcome: Outcome) => void };

const waiting: Job[] = [];
const idle = new Set<ChildProcess>();
/** What ends the work of each process that has some. */
const busy = new Map<ChildProcess, (outcome: Outcome) => void>();

/**
 * Evaluates in another process, which can be ended at any place and may end by itself: nothing in JavaScript interrupts a
 * regular expression, and nothing catches every heap that is full.
 */
export function evaluateApart(source: string, bindings: Record<string, unknown>): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  waiting.push({ text: JSON.stringify({ source, bindings }), resolve });
  begin();
  return promise;
}

/** Ends whatever is evaluated in other processes, as an error of the expression. */
export function endEvaluations(): void {
  const ended = thrown('The evaluation was ended.');
  for (const { resolve } of waiting.splice(0)) resolve(ended);
  for (const end of [...busy.values()]) end(ended);
}

function begin() {
  while (waiting.length > 0 && busy.size < MOST) {
    const [child = startProcess()] = idle;
    idle.delete(child);
    work(child, waiting.shift()!);
  }
}

function work(child: ChildProcess, { text, resolve }: Job) {
  const done = (outcome: Outcome) => {
    clearTimeout(limit);
    child.removeAllListeners('message');
    busy.delete(child);
    resolve(outcome);
  };
  const end = (outcome: Outcome) => {
    done(outcome);
    child.kill('SIGKILL');
    begin();
  };
  const late = thrown(`Evaluation timeout after ${LIMIT_MS} milliseconds. Check for infinite loop`, TIMED_OUT);
  const limit = setTimeout(() => end(late), LIMIT_MS);
  busy.set(child, end);
  child.once('message', (answer: string) => {
    done(JSON.parse(answer));
    keepAlive(child, false);
    idle.add(child);
    begin();
  });
  keepAlive(child, true);
  child.send(text, () => {});
}

/** What it writes is V8's account of a heap that is full. */
function startProcess(): ChildProcess {
  const child = fork(PROGRAM, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const gone = (why: string) => {
    idle.delete(child);
    busy.get(child)?.(thrown(why));
  };
  child.once('exit', () => gone('Its process reached its memory limit.'));
  child.on('error', ({ message }) => gone(`Its process could not be asked: ${message}`));
  return child;
}

/** Whether this process waits for the other one before it ends by itself. */
function keepAlive(child: ChildProcess, holds: boolean) {
  for (const handle of [child, child.channel]) holds ? handle?.ref() : handle?.unref();
}
