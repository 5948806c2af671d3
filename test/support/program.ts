/** A program of the project in a process of its own, as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export type Program = {
  process: ChildProcess;
  /** Everything printed so far. */
  output: () => string;
  /** Resolves to the exit code. */
  ended: Promise<number | null>;
  /** Ends it as Ctrl-C does. @returns the exit code */
  stop: () => Promise<number | null>;
  /** Ends it without warning. */
  kill: () => Promise<void>;
  /** Resolves when a line like this was printed; @throws Error with what was printed when it ends before */
  printed: (pattern: RegExp, seconds?: number) => Promise<RegExpMatchArray>;
};

/** @param file relative to the repository's root */
export function startProgram(file: string, ...options: string[]): Program {
  const child = spawn(process.execPath, ['scripts/node24.mjs', file, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const waiting = new Set<() => void>();
  const add = (chunk: Buffer) => {
    text += chunk;
    for (const check of [...waiting]) check();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));

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

  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    process: child,
    output: () => text,
    ended,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    printed,
  };
}
