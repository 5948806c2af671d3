/** The platform as a person starts it: `npm start` in a process of its own, with a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, startProgramWith } from './program.ts';

export type Platform = Program & {
  url: string;
  /** Seconds that the ready line names. */
  readySeconds: number;
};

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tessera-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Starts and waits until everything answers. @throws Error with what was printed when it ends before */
export const startPlatform = (directory: string, ...options: string[]): Promise<Platform> =>
  beginPlatform(directory, options).ready;

/** Starts; may be killed before it is `ready`. @param env variables beside our own */
export function beginPlatform(
  directory: string,
  options: string[],
  env: Record<string, string> = {},
): Program & { ready: Promise<Platform> } {
  const port = options.includes('--port') ? [] : ['--port', String(ownPort())];
  // Tests want the same cores as what they wait for; measurements want what a person gets.
  const fair = process.env.VITEST ? ['--fair'] : [];
  const start = ['--no-open', '--data', directory, ...port, ...fair, ...options];
  const program = startProgramWith(env, 'local/start.ts', ...start);
  const ready = program
    .printed(/Tessera is ready at (\S+) \(([\d.]+) s\)/)
    .then(([, url, seconds]) => ({ ...program, url: url!, readySeconds: Number(seconds) }));
  return { ...program, ready };
}

/** Below those that systems lend (from 32,768 on, Linux). */
const [FIRST, LAST, EACH] = [20_000, 30_000, 100];
/** Of the process: each of vitest's projects loads this module for itself. */
const here = globalThis as typeof globalThis & { tesseraPorts?: Promise<number>; tesseraPlatforms?: number };
here.tesseraPorts ??= takePorts();
const first = await here.tesseraPorts;

/** A hundred ports, of which this process keeps the first one open for as long as it lives: whoever else looks takes others. */
async function takePorts(): Promise<number> {
  for (let port = FIRST; port < LAST; port += EACH) {
    const guard = createServer().unref();
    const isOurs = await new Promise<boolean>((answer) => {
      guard.once('error', () => answer(false)).listen(port, '127.0.0.1', () => answer(true));
    });
    if (isOurs) return port;
  }
  throw new Error(`No ${EACH} free ports between ${FIRST} and ${LAST}.`);
}

/**
 * The first of a pair that only this process uses: of several platforms that look for the next free pair, one would take what another,
 * which is killed and started again, has just left.
 */
function ownPort(): number {
  here.tesseraPlatforms = (here.tesseraPlatforms ?? 0) + 1;
  return first + 2 + 2 * (here.tesseraPlatforms % (EACH / 2 - 1));
}
