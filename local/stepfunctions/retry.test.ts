import { expect, test } from 'vitest';
import { matches } from './errors.ts';
import { nextRetry } from './retry.ts';

const half = () => 0.5;

test('the delay grows by the backoff rate, up to its maximum, for as many attempts as asked', () => {
  const retriers = [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 4, MaxDelaySeconds: 10 }];
  const delays: number[] = [];
  for (let counts: number[] = []; ; ) {
    const retry = nextRetry(retriers, 'Busy', counts, half);
    if (!retry) break;
    delays.push(retry.delaySeconds);
    counts = retry.counts;
  }
  expect(delays).toEqual([3, 6, 10, 10]);
});

test('without numbers: three attempts after 1, 2 and 4 seconds', () => {
  const retry = (count: number) => nextRetry([{ ErrorEquals: ['States.ALL'] }], 'Any', [count], half)?.delaySeconds;
  expect([0, 1, 2, 3].map(retry)).toEqual([1, 2, 4, undefined]);
});

test('full jitter lies between nothing and the whole delay', () => {
  const retrier = { ErrorEquals: ['Busy'], IntervalSeconds: 8, JitterStrategy: 'FULL' as const };
  const delay = (random: number) => nextRetry([retrier], 'Busy', [], () => random)?.delaySeconds;
  expect([delay(0), delay(0.25), delay(0.999)]).toEqual([0, 2, 7.992]);
});

test('each retrier counts for itself, and MaxAttempts 0 never tries again', () => {
  const retriers = [
    { ErrorEquals: ['A'], MaxAttempts: 1 },
    { ErrorEquals: ['B'], MaxAttempts: 0 },
    { ErrorEquals: ['States.ALL'] },
  ];
  expect(nextRetry(retriers, 'C', [1, 0, 0], half)?.counts).toEqual([1, 0, 1]);
  expect(nextRetry(retriers, 'A', [1, 0, 0], half)).toBeUndefined();
  expect(nextRetry(retriers, 'B', [], half)).toBeUndefined();
});

test.each([
  { names: ['States.ALL'], error: 'Anything', taken: true },
  { names: ['States.ALL'], error: 'States.DataLimitExceeded', taken: false },
  { names: ['States.ALL'], error: 'States.Runtime', taken: false },
  { names: ['States.DataLimitExceeded'], error: 'States.DataLimitExceeded', taken: true },
  { names: ['States.TaskFailed'], error: 'Lambda.Unknown', taken: true },
  { names: ['States.TaskFailed'], error: 'States.Timeout', taken: false },
])('$names takes $error: $taken', ({ names, error, taken }) => {
  expect(matches(names, error)).toBe(taken);
});
