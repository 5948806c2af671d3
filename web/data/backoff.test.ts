import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('waits twice as long after each answer with nothing new, up to the most, and as long as before after others', () => {
  const pause = backoff({ first: 2, most: 15 }, () => 0.5);
  const waits = [pause.seconds(), pause.seconds()];
  for (let i = 0; i < 4; i++) {
    pause.longer();
    waits.push(pause.seconds());
  }
  expect(waits).toEqual([2, 2, 4, 8, 15, 15]);
});

test('those who began together do not ask together', () => {
  const [soon, late] = [0, 1].map((drawn) => backoff({ first: 8, most: 8 }, () => drawn).seconds());
  expect([soon, late]).toEqual([6, 10]);
});
