/** A program of the project in a process of its own, as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** A group of processes of its own; Windows has none, and functions end there by themselves when the platform does. */
const ONE_GROUP = process.platform !== 'win32';
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Program = {
  process: ChildProcess;
  /** Everything printed so far. */
  output: () => string;
  /** Resolves to the exit code. */
  ended: Promise<number | null>;
  /** Ends it as Ctrl-C does. @returns the exit code */
  stop: () => Promise<number | null>;
  /** Ends it without warning, and every process that it started, at one moment, as a power cut does. */
  kill: () => Promise<void>;
  /** Resolves when a line like this was printed; @throws Error with what was printed when it ends before */
  printed: (pattern: RegExp, seconds?: number) => Promise<RegExpMatchArray>;
};

/** @param file relative to the repository's root */
export const startProgram = (file: string, ...options: string[]): Program => startProgramWith({}, file, ...options);

/** @param env variables beside our own */
export function startProgramWith(env: Record<string, string>, file: string, ...options: string[]): Program {
  const child = spawn(process.execPath, ['scripts/node24.mjs', file, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ONE_GROUP,
    env: { ...process.env, ...env },
  });
  const killAll = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (ONE_GROUP) process.kill(-child.pid!, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  // It is not in our group, so what ends us (a Ctrl-C in the terminal, say) does not reach it.
  const killAllAnd = (signal: NodeJS.Signals) => {
    killAll();
    process.kill(process.pid, signal);
  };
  process.on('exit', killAll);
  for (const signal of ENDINGS) process.once(signal, killAllAnd);
  let text = '';
  const waiting = new Set<() => void>();
  const add = (chunk: Buffer) => {
    text += chunk;
    for (const check of [...waiting]) check();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  ended.then(() => {
    process.off('exit', killAll);
    for (const signal of ENDINGS) process.off(signal, killAllAnd);
  });

  const printed = (pattern: RegExp, seconds = 120): Promise<RegExpMatchArray> =>
    new Promise((done, fail) => {
      const finish = (act: () => void) => {
        waiting.delete(check);
        clearTimeout(timer);
        act();
      };
      const check = () => {
        const match = text.match(pattern);
        if (match) finish(() => done(match));
      };
      const timer = setTimeout(
        () => finish(() => fail(new Error(`no ${pattern} after ${seconds} s in:\n${text}`))),
        seconds * 1000,
      );
      waiting.add(check);
      ended.then((code) => finish(() => fail(new Error(`ended with ${code} before ${pattern}:\n${text}`))));
      check();
    });

  return {
    process: child,
    output: () => text,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: async () => {
      killAll();
      await ended;
    },
    printed,
  };
}
