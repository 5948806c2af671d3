import { expect, it } from 'vitest';
import { ACCOUNT } from './account.ts';
import { createClock } from './clock.ts';
import { createFunctions } from './functions.ts';

const never = () => expect.unreachable();

it('starts cold only where nobody waits, and at most so many new ones at a time', () => {
  const clock = createClock();
  const functions = createFunctions(clock, { ...ACCOUNT, lambdaGrowth: { perSecond: 1, atOnce: 2 } });
  const begun: number[] = [];
  const call = () =>
    functions.invoke(
      'tile',
      0.5,
      (end) => {
        begun.push(clock.now());
        clock.after(3, end);
      },
      never,
    );
  for (let i = 0; i < 4; i++) call();
  clock.at(10, call);
  clock.run();
  expect(begun).toEqual([0.5, 0.5, 1.5, 2.5, 10]);
  expect(functions.use()).toEqual({ coldStarts: 4, refused: 0, atOnce: 4 });
});

it('refuses what is more than the account may run', () => {
  const clock = createClock();
  const functions = createFunctions(clock, { ...ACCOUNT, lambdaConcurrency: 2 });
  let refused = 0;
  for (let i = 0; i < 3; i++)
    functions.invoke(
      `function ${i}`,
      0,
      (end) => clock.after(1, end),
      () => {
        refused += 1;
      },
    );
  clock.run();
  expect(refused).toBe(1);
  expect(functions.use()).toMatchObject({ refused: 1, atOnce: 2 });
});
