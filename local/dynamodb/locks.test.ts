import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLocks } from './locks.ts';

const recorder = () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} in`);
    await turn();
    await turn();
    events.push(`${name} out`);
  };
  return { events, work };
};

test('holders of a common key run one after the other, others together', async () => {
  const { events, work } = recorder();
  const locks = createLocks();
  await Promise.all([
    locks.items(['a', 'b'], work('first')),
    locks.items(['b', 'c'], work('second')),
    locks.items(['d'], work('apart')),
  ]);
  expect(events.indexOf('second in')).toBeGreaterThan(events.indexOf('first out'));
  expect(events.indexOf('apart in')).toBeLessThan(events.indexOf('first out'));
});

test('crossed keys never wait for each other in a circle', async () => {
  const { events, work } = recorder();
  const locks = createLocks();
  await Promise.all([locks.items(['a', 'b'], work('ab')), locks.items(['b', 'a'], work('ba'))]);
  expect(events).toEqual(['ab in', 'ab out', 'ba in', 'ba out']);
});

test('a change of the table waits for writers and keeps later ones out', async () => {
  const { events, work } = recorder();
  const locks = createLocks();
  await Promise.all([
    locks.items(['a'], work('before')),
    locks.alone(work('change')),
    locks.items(['z'], work('after')),
  ]);
  expect(events).toEqual(['before in', 'before out', 'change in', 'change out', 'after in', 'after out']);
});

test('a failed holder lets the next one in', async () => {
  const locks = createLocks();
  await expect(locks.items(['a'], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(locks.items(['a'], async () => 'next')).resolves.toBe('next');
});
