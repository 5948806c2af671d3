/** The platform as a person starts it: `npm start` in a process of its own, with a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export type Platform = {
  url: string;
  /** Seconds that the ready line names. */
  readySeconds: number;
  process: ChildProcess;
  /** Everything printed so far. */
  output: () => string;
  /** Ends it as Ctrl-C does. @returns the exit code */
  stop: () => Promise<number | null>;
  /** Ends it without warning. */
  kill: () => Promise<void>;
  /** Resolves when a line like this was printed. */
  printed: (pattern: RegExp, seconds?: number) => Promise<RegExpMatchArray>;
};

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tessera-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Starts and waits until everything answers. @throws Error with what was printed when it ends before */
export async function startPlatform(directory: string, ...options: string[]): Promise<Platform> {
  const child = spawn(
    process.execPath,
    ['scripts/node24.mjs', 'local/start.ts', '--no-open', '--data', directory, ...options],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
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

  const [, url, ready] = await printed(/Tessera is ready at (\S+) \(([\d.]+) s\)/);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    url: url!,
    readySeconds: Number(ready),
    process: child,
    output: () => text,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    printed,
  };
}
