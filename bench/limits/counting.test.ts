import { expect, it } from 'vitest';
import { seeded } from '../../local/seeded.ts';
import { ACCOUNT } from './account.ts';
import { createClock } from './clock.ts';
import { createCounting } from './counting.ts';

const SETTINGS = { retries: { attempts: 4, seconds: 1, growth: 1.5, most: 3 }, seconds: 0.02, units: 6 };

function count(batches: number, overSeconds: number, settings = SETTINGS) {
  const clock = createClock();
  const counting = createCounting(clock, ACCOUNT, settings, seeded(1));
  const answers: boolean[] = [];
  for (let i = 0; i < batches; i++)
    clock.at((i * overSeconds) / batches, () => counting.count((counted) => answers.push(counted)));
  clock.run();
  return { ...counting.use(), answers };
}

it('counts what comes one after the other without a conflict', () => {
  expect(count(50, 5)).toMatchObject({ counted: 50, conflicts: 0, givenUp: 0 });
});

it('cancels the second of two that meet, which comes again', () => {
  expect(count(2, 0)).toMatchObject({ counted: 2, conflicts: 1, givenUp: 0 });
});

it('gives up some of hundreds that come at once, and says so', () => {
  const { counted, givenUp, answers } = count(400, 1);
  expect(givenUp).toBeGreaterThan(0);
  expect(counted + givenUp).toBe(400);
  expect(answers.filter(Boolean)).toHaveLength(counted);
});

it('counts no faster than one partition takes writes', () => {
  const clock = createClock();
  const counting = createCounting(clock, ACCOUNT, { ...SETTINGS, seconds: 0, units: 100 }, seeded(1));
  for (let i = 0; i < 30; i++) counting.count(() => {});
  clock.run();
  // Ten at once, ten a second.
  expect(clock.now()).toBeCloseTo(2);
});
