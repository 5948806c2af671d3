/** A command in its own process: its streams, Ctrl-C and the person at the terminal. */
import { createInterface } from 'node:readline/promises';
import { EXIT } from './command-error.ts';
import { guardedStream } from './guarded-stream.ts';
import { main } from './main.ts';

/** Answers the exit code, once everything is written. */
export async function runHere(argv: string[]): Promise<number> {
  const [stdout, stderr] = [guardedStream(process.stdout), guardedStream(process.stderr)];
  const exitCode = await main(argv, {
    stdout,
    stderr,
    env: process.env,
    onInterrupt(listener) {
      // Once: a second Ctrl-C ends the process at once, as everywhere.
      process.once('SIGINT', listener);
      return () => process.off('SIGINT', listener);
    },
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask: askOnTerminal }),
  });
  await stdout.flushed();
  const why = stdout.lost();
  if (why) stderr.write(`The output could not be written (${why}), so a part of it is missing. Write it elsewhere.\n`);
  await stderr.flushed();
  // Words to stderr are beside the matter; the result is not.
  return why && exitCode === EXIT.done ? EXIT.input : exitCode;
}

async function askOnTerminal(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // A terminal in line mode keeps Ctrl-C for itself.
  terminal.once('SIGINT', () => process.emit('SIGINT'));
  // Ctrl-D leaves the question without an answer.
  const left = new Promise<string>((resolve) => {
    terminal.once('close', () => {
      if (!signal.aborted) process.stderr.write('\n');
      resolve('');
    });
  });
  try {
    return await Promise.race([terminal.question(question, { signal }).catch(unlessLeft(left, signal)), left]);
  } finally {
    terminal.close();
  }
}

/** The question of a terminal that was closed fails, too. */
const unlessLeft = (left: Promise<string>, signal: AbortSignal) => (error: unknown) => {
  if (signal.aborted) throw error;
  return left;
};
