import { expect, test } from 'vitest';
import { boundsOf, fitting, inShot, overlapOf, stripsOf, threeFit } from './seam.ts';

const SIZE = { width: 100, height: 80 };

test('the seam of two shots is what both show, seen from the map and from each', () => {
  const [a, b]: [[number, number], [number, number]] = [
    [10, 20],
    [90, 15],
  ];
  const seam = overlapOf(a, b, SIZE)!;
  expect(seam).toEqual({ left: 90, top: 20, width: 20, height: 75 });
  expect(overlapOf(b, a, SIZE)).toEqual(seam);
  expect(inShot(seam, a)).toEqual({ left: 80, top: 0, width: 20, height: 75 });
  expect(inShot(seam, b)).toEqual({ left: 0, top: 5, width: 20, height: 75 });
});

test('shots that only touch, or lie apart, have no seam', () => {
  expect(overlapOf([0, 0], [100, 0], SIZE)).toBeUndefined();
  expect(overlapOf([0, 0], [0, 300], SIZE)).toBeUndefined();
  expect(overlapOf([0, 0], [99, 79], SIZE)).toEqual({ left: 99, top: 79, width: 1, height: 1 });
});

test('a strip is made smaller to fit, and not larger', () => {
  expect(fitting({ width: 300, height: 100 }, { width: 150, height: 400 })).toBe(0.5);
  expect(fitting({ width: 30, height: 10 }, { width: 150, height: 400 })).toBe(1);
});

test('strips stand side by side, unless they are seen larger above one another', () => {
  expect(stripsOf({ width: 250, height: 700 }, 1088)).toEqual({ beside: true, scale: 0.6 });
  expect(stripsOf({ width: 1280, height: 200 }, 1088)).toEqual({ beside: false, scale: 0.85 });
  expect(stripsOf({ width: 260, height: 200 }, 1088)).toEqual({ beside: true, scale: 1 });
  expect(stripsOf({ width: 260, height: 200 }, 328)).toEqual({ beside: false, scale: 1 });
});

test('enlarged strips that are wider than the page stand above one another', () => {
  expect([threeFit(357, 1088), threeFit(358, 1088)]).toEqual([true, false]);
});

test('shots cover together what is between their outer edges', () => {
  expect(
    boundsOf(
      [
        [0, 0],
        [-50, 10],
        [80, 5],
      ],
      SIZE,
    ),
  ).toEqual({ left: -50, top: 0, width: 230, height: 90 });
});
