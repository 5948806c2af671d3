import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { guardedStream } from './guarded-stream.ts';

/** Fails from the `good`-th write on. */
function failing(code: string, good: number) {
  const written: string[] = [];
  const stream = new Writable({
    autoDestroy: false,
    write(chunk, _, done) {
      if (written.length >= good) return done(Object.assign(new Error(code), { code }));
      written.push(String(chunk));
      done();
    },
  });
  return { stream, written };
}

test('a reader that goes costs nothing but the words', async () => {
  const { stream, written } = failing('EPIPE', 1);
  const guarded = guardedStream(stream);
  for (const text of ['one', 'two', 'three']) guarded.write(text);
  await guarded.flushed();
  guarded.write('four');
  await guarded.flushed();
  expect({ written, lost: guarded.lost() }).toEqual({ written: ['one'], lost: undefined });
});

test('a place that is full says so', async () => {
  const { stream } = failing('ENOSPC', 0);
  const guarded = guardedStream(stream);
  guarded.write('one');
  await guarded.flushed();
  expect(guarded.lost()).toBe('ENOSPC');
});

test('what throws at once is no other failure', async () => {
  const { stream } = failing('', 9);
  stream.write = () => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  const guarded = guardedStream(stream);
  guarded.write('one');
  await guarded.flushed();
  expect(guarded.lost()).toBe('ENOSPC');
});
