import { expect, test } from 'vitest';
import { createFaults, noFaults } from './faults.ts';

const deaths = (faults: ReturnType<typeof createFaults>, name: string, calls = 2000) => {
  const next = faults(name);
  return Array.from({ length: calls }, next);
};

test('so many die as the rate says, half of them when the work is done', () => {
  const dead = deaths(createFaults({ rate: 0.1, seed: 1 }), 'tile').filter((death) => death !== undefined);
  expect(dead.length).toBeGreaterThan(150);
  expect(dead.length).toBeLessThan(250);
  const done = dead.filter(({ part }) => part === undefined);
  expect(done.length / dead.length).toBeGreaterThan(0.4);
  expect(done.length / dead.length).toBeLessThan(0.6);
});

test('a seed gives every function its own deaths, the same each time', () => {
  const once = createFaults({ rate: 0.2, seed: 7 });
  const again = createFaults({ rate: 0.2, seed: 7 });
  expect(deaths(once, 'tile')).toEqual(deaths(again, 'tile'));
  expect(deaths(once, 'tile')).not.toEqual(deaths(once, 'top'));
  expect(deaths(once, 'tile')).not.toEqual(deaths(createFaults({ rate: 0.2, seed: 8 }), 'tile'));
});

test('others than those that are named live', () => {
  const faults = createFaults({ rate: 1, seed: 1, only: /tile/ });
  expect(deaths(faults, 'top', 3)).toEqual([undefined, undefined, undefined]);
  expect(deaths(faults, 'map-tile', 3)).not.toContain(undefined);
  expect(deaths(noFaults, 'map-tile', 3)).toEqual([undefined, undefined, undefined]);
});
