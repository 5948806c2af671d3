import { expect, it } from 'vitest';
import { createClock } from './clock.ts';
import { createRate } from './rate.ts';

it('gives some at once and the rest at its rate', () => {
  const clock = createClock();
  const rate = createRate(clock, { perSecond: 10, atOnce: 5 });
  const times: number[] = [];
  for (let i = 0; i < 10; i++) rate.take(1, () => times.push(clock.now()));
  clock.run();
  expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(times.slice(5).map((time) => Number(time.toFixed(3)))).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(rate.use()).toMatchObject({ taken: 10 });
  expect(rate.use().waited).toBeCloseTo(0.5);
});

it('fills up again while nobody asks, and not above what is given at once', () => {
  const clock = createClock();
  const rate = createRate(clock, { perSecond: 10, atOnce: 5 });
  const times: number[] = [];
  const ask = (count: number) => rate.take(count, () => times.push(clock.now()));
  ask(5);
  clock.at(100, () => {
    ask(5);
    ask(1);
  });
  clock.run();
  expect(times).toEqual([0, 100, 100.1]);
});
