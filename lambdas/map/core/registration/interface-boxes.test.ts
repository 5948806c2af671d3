import { expect, it } from 'vitest';
import { freshKernel } from '../../adapters/kernel/built-kernel.fixture.ts';
import type { Box, XY } from '../../placement.ts';
import type { Pixels } from '../../ports/pictures.ts';
import { watchPixels } from './constant-pixels.ts';
import { findInterface } from './interface-boxes.ts';
import { fill, lit, type Rgb, shoot, town } from './scenes.fixture.ts';

const kernel = await freshKernel();
const BAR: Box = [40, 0, 200, 21];
const POINTER: Box = [160, 128, 9, 14];
const PANEL: Box = [0, 180, 60, 76];

/** Twenty shots of a town, each of another place. */
function shots(change: (shot: Pixels, index: number) => Pixels): Uint8Array[] {
  const world = town(4, 1400, 1100, 120);
  return Array.from({ length: 20 }, (_, index) => {
    const at: XY = [(index % 5) * 211 + 7 * index, Math.floor(index / 5) * 190 + 3 * index];
    const { data } = change(shoot(world, at), index);
    return Uint8Array.from(
      { length: data.length / 3 },
      (_, at) => (77 * data[3 * at]! + 150 * data[3 * at + 1]! + 29 * data[3 * at + 2]!) >> 8,
    );
  });
}

function found(lumas: Uint8Array[]): Box[] {
  const watch = watchPixels(kernel);
  for (const luma of lumas) {
    const plane = kernel.holdPlane(320, 256, luma);
    watch.add(plane);
    kernel.free(plane);
  }
  const boxes = findInterface(watch.changes()!);
  watch.close();
  expect(kernel.held()).toBe(0);
  return boxes;
}

const paint = (shot: Pixels, [left, top, width, height]: Box, colour: (x: number, y: number) => Rgb) =>
  fill(shot, [left, top], [width, height], colour);

function withInterface(shot: Pixels, index: number): Pixels {
  paint(shot, BAR, (x) => (x % 9 < 4 ? [200, 190, 150] : [60, 50, 40]));
  // A counter in the middle of the bar.
  paint(shot, [130, 6, 12, 8], (x, y) => ((x * index + y) % 3 ? [255, 255, 255] : [0, 0, 0]));
  paint(shot, PANEL, (x, y) => [0, 1, 2].map((at) => Math.round(0.3 * shot.data[3 * (y * 320 + x) + at]! + 60)) as Rgb);
  paint(shot, POINTER, (x, y) => (x - POINTER[0] <= y - POINTER[1] ? [250, 250, 250] : [20, 20, 20]));
  return shot;
}

it('is the bar, the translucent panel and the pointer, to the px', () => {
  expect(found(shots(withInterface))).toEqual([BAR, POINTER, PANEL]);
});

it('is found in any light, whether the light falls on it or not', () => {
  const gain = (index: number) => 0.7 + 0.02 * index;
  const onAll = shots((shot, index) => {
    const gains = gain(index);
    return lit(withInterface(shot, index), [gains, gains, gains]);
  });
  expect(found(onAll)).toContainEqual(BAR);
  const onWorld = shots((shot, index) => {
    const gains = gain(index);
    return withInterface(lit(shot, [gains, gains, gains]), index);
  });
  expect(found(onWorld)).toContainEqual(BAR);
});

it('is none where there is none, where all shots are the same, and of few shots', () => {
  expect(found(shots((shot) => shot))).toEqual([]);
  const same = shots(withInterface)[0]!;
  expect(found(Array.from({ length: 20 }, () => same))).toEqual([]);
  expect(found(shots(withInterface).slice(0, 7))).toEqual([]);
});
