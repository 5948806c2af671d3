/**
 * A stream whose reader may go (`| head`), or whose place may be full, while a command works: what cannot be written is dropped,
 * and the work goes on to its end. A half-made map or export would be worse than words that nobody reads.
 */
import type { Writable } from 'node:stream';
import type { Stream } from './output.ts';

type Terminal = Writable & { isTTY?: boolean; columns?: number };
export type GuardedStream = Stream & {
  /** Waits until everything is written, or will never be. */
  flushed(): Promise<void>;
  /** Why what was written is lost, as the system says it; a reader that went is no such reason. */
  lost(): string | undefined;
};

export function guardedStream(stream: Terminal): GuardedStream {
  let failure: NodeJS.ErrnoException | undefined;
  const fail = (error: Error | null | undefined) => {
    if (error) failure ??= error;
  };
  // Stays for good: each write that fails tells of it, also after the last one that was asked for.
  stream.on('error', fail);
  const write = (text: string, done?: () => void) => {
    if (failure) return done?.();
    try {
      stream.write(text, (error) => {
        fail(error);
        done?.();
      });
    } catch (error) {
      fail(error as Error);
      done?.();
    }
  };
  return {
    write,
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 0;
    },
    on: (event, listener) => stream.on(event, listener),
    off: (event, listener) => stream.off(event, listener),
    flushed: () =>
      new Promise((resolve) => {
        stream.once('close', resolve);
        write('', resolve);
      }),
    lost: () => (failure && failure.code !== 'EPIPE' ? (failure.code ?? failure.message) : undefined),
  };
}
