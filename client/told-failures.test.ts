import { expect, it } from 'vitest';
import { toldFailures } from './told-failures.ts';

const failure = (item: string, code: string) => ({
  item,
  stage: 'capture' as const,
  code,
  message: `Why ${item} failed.`,
});
const refused = Array.from({ length: 100 }, (_, i) => failure(`r0_c${i}`, 'save_refused'));

it('tells a refused save once, of all areas, also of those that are not named', () => {
  expect(toldFailures({ failures: refused, failure_count: 4711 })).toEqual({
    told: [{ ...refused[0], areas: 4711 }],
    untold: 0,
  });
});

it('tells other failures beside it one by one, and counts only what is known to be alike', () => {
  const [dark, gone] = [failure('r9_c0', 'one_colour'), failure('r9_c1', 'game_ended')];
  expect(toldFailures({ failures: [dark, ...refused.slice(0, 3), gone], failure_count: 7 })).toEqual({
    told: [dark, { ...refused[0], areas: 3 }, gone],
    untold: 2,
  });
  expect(toldFailures({ failures: [], failure_count: 0 })).toEqual({ told: [], untold: 0 });
});
