import { expect, test } from 'vitest';
import { rate, remember, type Sample } from './rate.ts';

const samples = (...points: [number, number][]): Sample[] =>
  points.map(([seconds, completed]) => ({ stage: 'tile', seconds, completed }));

test('the rate is over all samples, the time left is for what remains', () => {
  expect(rate(samples([0, 0], [3, 10], [10, 20]), 100)).toEqual({ perSecond: 2, secondsLeft: 40 });
});

test.each([
  ['nothing known', []],
  ['one sample', samples([0, 5])],
  ['too short a time', samples([0, 0], [3, 30])],
  ['nothing finished', samples([0, 5], [30, 5])],
])('no rate: %s', (_, known) => {
  expect(rate(known, 100)).toBeUndefined();
});

test('more done than planned leaves no time, not a negative one', () => {
  expect(rate(samples([0, 0], [10, 20]), 15)?.secondsLeft).toBe(0);
});

test('samples of another stage and of more than a minute ago are forgotten', () => {
  const kept = remember([{ stage: 'capture', seconds: 90, completed: 48 }, ...samples([20, 1], [50, 2])], {
    stage: 'tile',
    seconds: 100,
    completed: 9,
  });
  expect(kept).toEqual(samples([50, 2], [100, 9]));
});
