import { expect, it } from 'vitest';
import { seeded } from '../../local/seeded.ts';
import { createClock } from './clock.ts';

it('lets things happen in the order of their times, and in that of asking where those are equal', () => {
  const clock = createClock();
  const happened: string[] = [];
  const note = (name: string) => () => happened.push(`${name} at ${clock.now()}`);
  clock.at(2, note('b'));
  clock.at(1, () => {
    note('a')();
    clock.after(1, note('c'));
  });
  clock.run();
  expect(happened).toEqual(['a at 1', 'b at 2', 'c at 2']);
});

it('keeps the order of thousands', () => {
  const clock = createClock();
  const chance = seeded(1);
  const times: number[] = [];
  for (let i = 0; i < 5000; i++) clock.at(chance() * 100, () => times.push(clock.now()));
  clock.run();
  expect(times).toHaveLength(5000);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

it('does nothing in the past', () => {
  const clock = createClock();
  let at = -1;
  clock.at(5, () =>
    clock.at(1, () => {
      at = clock.now();
    }),
  );
  clock.run();
  expect(at).toBe(5);
});
