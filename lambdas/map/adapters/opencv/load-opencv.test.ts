import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Box } from '../../placement.ts';
import type { Grey } from '../../ports/opencv.ts';
import { plainLuma } from '../kernel/plain/pictures.fixture.ts';
import { sharpPictures } from '../sharp-pictures.ts';
import { loadOpenCv } from './load-opencv.ts';

const errorListeners = () => ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
const before = errorListeners();
const opencv = await loadOpenCv();

test('is loaded once, and leaves the errors of the process to their listeners', async () => {
  expect(await loadOpenCv()).toBe(opencv);
  expect(errorListeners()).toEqual(before);
});

function masked(width: number, height: number, boxes: Box[]): Grey {
  const data = new Uint8Array(width * height);
  for (const [left, top, wide, high] of boxes)
    for (let y = top; y < top + high; y++) data.fill(255, y * width + left, y * width + left + wide);
  return { width, height, data };
}

const PARTS: Box[] = [
  [0, 0, 60, 12],
  [70, 30, 9, 9],
  [82, 30, 9, 9],
  [20, 40, 1, 9],
  [5, 50, 3, 3],
];

test('boxes of the parts of a mask', () => {
  const mask = masked(100, 60, PARTS);
  expect(opencv.boxes(mask, { open: 1, grow: 0, least: 1 })).toEqual(PARTS);
  expect(opencv.boxes(mask, { open: 3, grow: 0, least: 20 })).toEqual(PARTS.slice(0, 3));
  expect(opencv.boxes(mask, { open: 3, grow: 2, least: 60 })).toEqual([
    [0, 0, 62, 14],
    [68, 28, 25, 13],
  ]);
  expect(opencv.boxes(masked(100, 60, []), { open: 3, grow: 2, least: 1 })).toEqual([]);
});

const capture = resolve(import.meta.dirname, '../../../../examples/openttd/r02_c02.webp');
const luma = plainLuma(await sharpPictures.decode(await readFile(capture)));

function part([left, top, width, height]: Box): Grey {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    data.set(luma.data.subarray((top + y) * luma.width + left, (top + y) * luma.width + left + width), y * width);
  return { width, height, data };
}

test('finds a part that lies far away', () => {
  const found = opencv.shift(part([0, 0, 640, 512]), part([410, 195, 640, 512]));
  expect(found!.at[0]).toBeCloseTo(410, 0);
  expect(found!.at[1]).toBeCloseTo(195, 0);
  expect(found!.agree).toBeGreaterThan(10);
});

test('nothing to see, nothing found', () => {
  const blank = masked(200, 200, []);
  expect(opencv.shift(blank, part([0, 0, 200, 200]))).toBeUndefined();
  expect(opencv.shift(part([0, 0, 200, 200]), part([0, 0, 200, 200]))).toMatchObject({ at: [0, 0] });
});
