import { describe, expect, it } from 'vitest';
import type { Pixels } from '../ports/pictures.ts';
import { cellsOf, cellsWithin } from './cells.ts';
import { landscape } from './tiling/world.fixture.ts';

const SIZE = { width: 300, height: 200 };
const whole = { left: 0, top: 0, right: 300, bottom: 200 };
const picture = () => landscape({ x: 0, y: 0, ...SIZE });
const painted = (x: number, y: number): Pixels => {
  const pixels = picture();
  pixels.data[3 * (y * SIZE.width + x)]! ^= 1;
  return pixels;
};
const before = cellsOf(picture());

describe('cells of a picture of 3 x 2 of them', () => {
  it('are the same for the same pixels', () => {
    expect(before).toMatch(/^[\w+/]{48}$/);
    expect(cellsOf(picture())).toBe(before);
    expect(cellsWithin(before, SIZE, whole)).toBe(before);
  });

  it.each([
    ['in the first', 127, 127, 0],
    ['in the narrow one at the right', 256, 0, 2],
    ['in the low one at the left', 0, 128, 3],
    ['in the last', 299, 199, 5],
  ])('a px %s changes that one alone', (_, x, y, changed) => {
    const now = cellsOf(painted(x, y)).match(/.{8}/g)!;
    const same = before.match(/.{8}/g)!.map((cell, i) => cell === now[i]);
    expect(same).toEqual(Array.from({ length: 6 }, (_, i) => i !== changed));
  });

  it.each([
    [{ left: 0, top: 0, right: 128, bottom: 128 }, [0]],
    [{ left: 127, top: 0, right: 129, bottom: 1 }, [0, 1]],
    [{ left: 256, top: 127, right: 300, bottom: 129 }, [2, 5]],
    [{ left: 10, top: 130, right: 290, bottom: 140 }, [3, 4, 5]],
  ])('a part of it touches some: %o', (part, touched) => {
    expect(cellsWithin(before, SIZE, part)!.match(/.{8}/g)).toEqual(touched.map((i) => before.slice(8 * i, 8 * i + 8)));
  });
});

it.each([
  ['cut off', before.slice(0, 40)],
  ['of a larger picture', `${before}${before}`],
])('are none of a picture of that size when they are %s', (_, cells) => {
  expect(cellsWithin(cells, SIZE, whole)).toBeUndefined();
  expect(cellsWithin(cells, SIZE, { left: 256, top: 128, right: 300, bottom: 200 })).toBeUndefined();
});

it('are a hundred at most, however large the picture is', () => {
  const [width, height] = [2600, 900];
  const cells = cellsOf({ width, height, channels: 3, data: new Uint8Array(3 * width * height) });
  expect(cells.length).toBe(8 * 11 * 4);
});
