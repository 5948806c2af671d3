/** A game that is spoken to in lines: it runs in a folder of its own, the only place where it may write. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { GameFailure } from '../../core/capture/game-failure.ts';
import { KEEPER } from './keeper.ts';

/** What is told of a game that ended: its last words. */
const LAST_LINES = 5;
/** A killed process is gone in milliseconds, its folder too; if not, something is wrong with the machine. */
const GONE_MS = 10_000;

export type GameProcess = {
  say(line: string): void;
  /**
   * The first line from now on of which `answer` makes something.
   * @throws GameFailure `game_ended` when the process ends before, or nothing comes in time: it is killed then
   */
  hear<Answer>(answer: (line: string) => Answer | undefined, wait: { seconds: number; for: string }): Promise<Answer>;
  /** Kills it; resolves when process and folder are gone. */
  end(): Promise<void>;
};

/** Starts the game in `folder`, which goes with it. It gets nothing of our environment: no keys, no endpoints. */
export function startGame(folder: string, [program, ...args]: [string, ...string[]]): GameProcess {
  const home = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder };
  const child = spawn('sh', ['-c', KEEPER, folder, program, ...args], {
    cwd: folder,
    env: { ...home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // A process group of its own, so that the game goes with its keeper whatever ended that one.
    detached: true,
  });
  child.once('exit', () => killGroup(child.pid));
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const console = child.stdio[3] as NodeJS.WritableStream;
  // Whatever is written to a game that has just ended is lost; that it ended says its exit.
  for (const stream of [console, child.stdin]) stream.on('error', () => {});
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line.trim());
      if (lines.length > LAST_LINES) lines.shift();
      for (const listener of listeners) listener(line);
    });
  }
  let how: string | undefined;
  const gone = once(child, 'close').then(
    ([code, signal]) => {
      how = code > 128 ? `signal ${code - 128}` : (signal ?? `exit status ${code}`);
    },
    (error: Error) => {
      how = error.message;
    },
  );

  const end = async () => {
    child.stdin.destroy();
    const force = setTimeout(() => killGroup(child.pid), GONE_MS);
    await gone;
    clearTimeout(force);
    // The shell did so already, if it lived.
    await rm(folder, { recursive: true, force: true });
  };
  const lastWords = () => (lines.length > 0 ? ` Its last words: ${lines.join(' | ')}` : '');

  return {
    say: (line) => {
      console.write(`${line}\n`);
    },
    async hear(answer, wait) {
      let timer: NodeJS.Timeout | undefined;
      let listener: ((line: string) => void) | undefined;
      try {
        return await new Promise((resolve, reject) => {
          listener = (line) => {
            const found = answer(line);
            if (found !== undefined) resolve(found);
          };
          listeners.add(listener);
          const fail = (what: string) => reject(GameFailure.ended(`${what} (${wait.for}).${lastWords()}`));
          void gone.then(() => fail(`The game ended with ${how}`));
          timer = setTimeout(() => {
            void end();
            fail(`The game did not answer within ${wait.seconds} s and was ended`);
          }, wait.seconds * 1000);
        });
      } finally {
        clearTimeout(timer);
        if (listener) listeners.delete(listener);
      }
    },
    end,
  };
}

/** Whoever is left of the keeper, the game and the one that watches. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
