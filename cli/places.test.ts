import { expect, test } from 'vitest';
import { mayHaveHiddenPanel } from '../client/hidden-panel.ts';
import { cutWords, isMostlyUnsure, placesWords } from './places.ts';

test.each([
  [[1], 'The shot lies surely'],
  [[0.9, 1], 'All 2 shots lie surely'],
  [[0.9, 0.2], '1 of 2 shots lie surely, 1 needs a look'],
  [[0.95, 0.5, 0.89, 0.49, 0], '1 of 5 shots lie surely, 2 fairly so, 2 need a look'],
])('of %j: %s', (confidences, words) => {
  expect(placesWords(confidences)).toBe(words);
});

test('that fewer than half lie surely is told apart', () => {
  expect([[0.1], [0.9, 0.1], [0.9, 0.1, 0.1], []].map(isMostlyUnsure)).toEqual([false, false, true, false]);
});

test('what the map cuts off is told, of the shot that loses most', () => {
  const shot = (name: string, x: number, y: number) => ({ name, position: [x, y] as [number, number] });
  expect(cutWords([shot('a', 0, 0), shot('b', 7, 0)])).toBeUndefined();
  expect(cutWords([shot('a', -8, 3)])).toMatch(/^8 px of a lie left of the map or above it and are cut off/);
  expect(cutWords([shot('a', -8, 3), shot('b', 0, -12), shot('c', 1, 1)])).toMatch(
    /^12 px of b and at most as many of 1 more/,
  );
});

test('a panel over all of them is thought of where most of few shots fit nowhere', () => {
  const shots = (different: number, all: number) =>
    Array.from({ length: all }, (_, i) => ({ reason: i < different ? ('different' as const) : ('matched' as const) }));
  expect([shots(3, 4), shots(2, 4), shots(1, 1), shots(20, 20)].map(mayHaveHiddenPanel)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
