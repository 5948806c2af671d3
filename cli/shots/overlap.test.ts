import { expect, test } from 'vitest';
import type { PlacedShot } from './collect.ts';
import { checkStep } from './overlap.ts';

const grid = (columns: number, rows: number) =>
  Array.from({ length: columns * rows }, (_, i): PlacedShot => {
    const [row, col] = [Math.floor(i / columns), i % columns];
    return { file: `${i}.png`, row, col, width: 1280, height: 1024 } as PlacedShot;
  });
const check = (shots: PlacedShot[], step: [number, number], stepIsGiven: boolean, exact = false) =>
  checkStep(shots, { step }, { stepIsGiven, exact });

test('the default step is refused where it leaves rows without overlap, and one is named that would do', () => {
  expect(() => check(grid(3, 2), [1024, 1024], false)).toThrow(
    /1280x1024 px every 1024x1024 px: neighbouring rows share less than 32 px, or nothing\. .*--step 1024x819/,
  );
  expect(check(grid(3, 1), [1024, 1024], false)).toEqual([]);
  expect(check(grid(1, 1), [9000, 9000], false)).toEqual([]);
});

test('a step that somebody wrote is taken, and what it tears is told', () => {
  expect(check(grid(3, 2), [1024, 1024], true)).toEqual([expect.stringContaining('neighbouring rows share')]);
  expect(check(grid(3, 2), [1249, 993], true)).toEqual([
    expect.stringContaining('neighbouring columns and rows share'),
  ]);
  expect(check(grid(3, 2), [1248, 992], true)).toEqual([]);
});

test('exact positions may touch, and by default not leave gaps', () => {
  expect(check(grid(3, 2), [1280, 1024], false, true)).toEqual([]);
  expect(() => check(grid(3, 2), [1280, 1025], false, true)).toThrow(/neighbouring rows have gaps between them\./);
  expect(check(grid(3, 2), [1280, 1025], true, true)).toEqual([]);
});
