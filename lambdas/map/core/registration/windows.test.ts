import { expect, it } from 'vitest';
import { apart, sharedWindows } from './windows.ts';

it('are what two shots share at the planned offset, wider by the margin', () => {
  expect(sharedWindows([100, 80], [70, 5], 0, 1)).toEqual({ a: [70, 5, 30, 75], b: [0, 0, 30, 75], origin: [70, 5] });
  expect(sharedWindows([100, 80], [70, 5], 10, 1)).toEqual({ a: [60, 0, 40, 80], b: [0, 0, 40, 80], origin: [60, 0] });
});

it('lie the other way round where the second shot lies to the left', () => {
  expect(sharedWindows([100, 80], [-70, 60], 0, 1)).toEqual({
    a: [0, 60, 30, 20],
    b: [70, 0, 30, 20],
    origin: [-70, 60],
  });
});

it('are none where too little is shared', () => {
  expect(sharedWindows([100, 80], [90, 0], 0, 11)).toBeUndefined();
  expect(sharedWindows([100, 80], [90, 0], 1, 11)).toBeDefined();
  expect(sharedWindows([100, 80], [300, 0], 50, 1)).toBeUndefined();
});

it('measures by the greater distance', () => {
  expect(apart([1, 2], [4, -5])).toBe(7);
});
