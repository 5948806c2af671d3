import { expect, test } from 'vitest';
import { swipeOf } from './swipe.ts';

test.each([
  ['far to the left', { dx: -120, dy: 10, ms: 900 }, 'next'],
  ['far to the right', { dx: 120, dy: -10, ms: 900 }, 'previous'],
  ['short and quick', { dx: -40, dy: 5, ms: 60 }, 'next'],
  ['short and slow', { dx: -40, dy: 5, ms: 600 }, undefined],
  ['a tap that trembles', { dx: 6, dy: 2, ms: 10 }, undefined],
  ['downwards', { dx: 90, dy: 140, ms: 200 }, undefined],
])('%s', (_, drawn, meant) => {
  expect(swipeOf(drawn)).toBe(meant);
});
