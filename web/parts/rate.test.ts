import { expect, test } from 'vitest';
import { rate, remember, type Sample } from './rate.ts';

const samples = (...points: [number, number][]): Sample[] =>
  points.map(([seconds, completed]) => ({ stage: 'tile', seconds, completed }));

test('the rate is over all samples, the time left is for what remains', () => {
  expect(rate(samples([0, 0], [3, 10], [10, 20]), 'tile', 100)).toEqual({ perSecond: 2, secondsLeft: 40 });
});

test.each([
  ['nothing known', []],
  ['one sample', samples([0, 5])],
  ['too short a time', samples([0, 0], [3, 30])],
  ['nothing finished', samples([0, 5], [30, 5])],
  ['everything handled, while the stage closes', samples([0, 5], [30, 100])],
])('no rate: %s', (_, known) => {
  expect(rate(known, 'tile', 100)).toBeUndefined();
});

test('samples of one stage say nothing about another', () => {
  expect(rate(samples([0, 0], [10, 20]), 'capture', 100)).toBeUndefined();
});

test('samples of another stage and of more than a minute ago are forgotten', () => {
  const kept = remember([{ stage: 'capture', seconds: 90, completed: 3 }, ...samples([20, 1], [50, 2])], {
    stage: 'tile',
    seconds: 100,
    completed: 9,
  });
  expect(kept).toEqual(samples([50, 2], [100, 9]));
});

test.each([
  ['an attempt before, which had more done', samples([90, 40])],
  ['a clock that was put back', samples([900, 2])],
])('samples of %s are forgotten', (_, past) => {
  const now = { stage: 'tile', seconds: 100, completed: 9 };
  expect(remember(past, now)).toEqual([now]);
});
