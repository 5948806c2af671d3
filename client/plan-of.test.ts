import { expect, test } from 'vitest';
import { countOf, dollars } from './cost-words.ts';
import { planOf } from './plan-of.ts';

test('the grid of placed shots is as regular as the middle of their steps', () => {
  const at: [number, number][] = [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((col): [number, number] => [row, col]));
  const shots = at.map(([row, col]) => {
    const odd = col === 3 ? 50 : 0;
    return { row, col, nominal: [col * 1000 + odd, row * 750] as const, width: 1280, height: 1024, bytes: 10.5 };
  });
  expect(planOf(shots)).toEqual({ shots: 12, columns: 4, width: 1280, height: 1024, step: [1000, 750], bytes: 126 });
});

test('a single shot has no step: its own size', () => {
  const shot = { row: 0, col: 0, nominal: [5, 5] as const, width: 640, height: 512, bytes: 7 };
  expect(planOf([shot])).toMatchObject({ shots: 1, columns: 1, step: [640, 512] });
});

test.each([
  [0, '$0.00'],
  [0.0036, '$0.0036'],
  [0.0000123, '$0.000012'],
  [0.507, '$0.51'],
  [12.3, '$12.30'],
])('%s is %s', (usd, words) => expect(dollars(usd)).toBe(words));

test.each([
  [58_977, '58,977'],
  [10.4, '10'],
  [1.94, '1.9'],
  [0.000076, '0.000076'],
])('%s of something is %s', (count, words) => expect(countOf({ count })).toBe(words));
