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

const capture = resolve(import.meta.dirname, '../../../../examples/openttd/r02_c02.webp');
const luma = plainLuma(await sharpPictures.decode(await readFile(capture)));

function part([left, top, width, height]: Box): Grey {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    data.set(luma.data.subarray((top + y) * luma.width + left, (top + y) * luma.width + left + width), y * width);
  return { width, height, data };
}

test('finds a part that lies far away', () => {
  const [found, ...others] = opencv.shifts(part([0, 0, 640, 512]), part([410, 195, 640, 512]), { most: 3 });
  expect(found!.at[0]).toBeCloseTo(410, 0);
  expect(found!.at[1]).toBeCloseTo(195, 0);
  expect(found!.agree).toBeGreaterThan(10);
  for (const { agree } of others) expect(agree).toBeLessThan(found!.agree / 2);
});

test('nothing to see, nothing found', () => {
  const blank = masked(200, 200, []);
  expect(opencv.shifts(blank, part([0, 0, 200, 200]), { most: 3 })).toEqual([]);
  const same = opencv.shifts(part([0, 0, 200, 200]), part([0, 0, 200, 200]), { most: 1 });
  expect(same).toMatchObject([{ at: [0, 0] }]);
});

test('what is hidden, and what lies near it, has no features', () => {
  // A panel over the upper half of both: the same pixels at the same place of the screen.
  const withPanel = (box: Box): Grey => {
    const picture = part(box);
    picture.data.set(part([600, 400, 640, 256]).data);
    return picture;
  };
  const [a, b] = [withPanel([0, 0, 640, 512]), withPanel([210, 95, 640, 512])];
  const [held] = opencv.shifts(a, b, { most: 1 });
  expect(Math.hypot(...held!.at)).toBeLessThan(0.1);
  const [found] = opencv.shifts(a, b, { most: 1, hidden: masked(640, 512, [[0, 0, 640, 256]]) });
  expect(found!.at[0]).toBeCloseTo(210, 0);
  expect(found!.at[1]).toBeCloseTo(95, 0);
});
