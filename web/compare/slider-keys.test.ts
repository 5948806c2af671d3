import { expect, test } from 'vitest';
import { slide } from './slider-keys.ts';

test.each([
  [0.5, 'ArrowLeft', 0.48],
  [0.5, 'ArrowRight', 0.52],
  [0.5, 'PageUp', 0.6],
  [0.99, 'ArrowUp', 1],
  [0.05, 'PageDown', 0],
  [0.5, 'Home', 0],
  [0.5, 'End', 1],
  [0.5, 'a', undefined],
])('from %d by %s to %s', (share, key, to) => {
  const moved = slide(share, key);
  expect(moved === undefined ? undefined : Number(moved.toFixed(6))).toBe(to);
});
