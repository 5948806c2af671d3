import { expect, test } from 'vitest';
import { freshKernel } from './built-kernel.fixture.ts';
import { heldPlane, randomPlane } from './plain/random.fixture.ts';

const kernel = await freshKernel();

test.each([
  [16, 9],
  [45, 7],
  [3, 5],
])('what %i x %i px do over some shots', (width, height) => {
  const shots = Array.from({ length: 30 }, (_, i) => randomPlane(i, width, height, 0, 255));
  // Some pixels stay, or nearly do.
  for (const [i, { data }] of shots.entries())
    for (let at = 0; at < data.length; at += 3) data[at] = 200 + (i % 2) * (at % 4);
  const gains = shots.map((_, i) => [1, 0.8, 1.3][i % 3]!);
  const planes = shots.map((shot) => heldPlane(kernel, shot));
  const watch = kernel.watch(planes[0]!);
  for (const [i, plane] of planes.entries()) kernel.see(watch, plane, { gain: gains[i]!, tolerance: 3 });
  const { shots: count, deviation, equal } = kernel.changes(watch);
  expect(count).toBe(30);
  for (let at = 0; at < width * height; at++) {
    const values = shots.map(({ data }, i) =>
      Math.min(255, Math.floor(Math.fround(Math.fround(data[at]! * Math.fround(gains[i]!)) + 0.5))),
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / 30;
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 30;
    expect(deviation[at]).toBeCloseTo(Math.sqrt(spread), 3);
    expect(equal[at]).toBe(values.filter((value) => Math.abs(value - shots[0]!.data[at]!) <= 3).length);
  }
  const copy = kernel.copyWatch(watch);
  kernel.see(copy, planes[1]!, { gain: 1, tolerance: 3 });
  expect(kernel.changes(watch)).toEqual({ shots: count, deviation, equal });
  kernel.see(watch, planes[1]!, { gain: 1, tolerance: 3 });
  expect(kernel.changes(copy)).toEqual(kernel.changes(watch));
  for (let i = 0; i < 8; i++) kernel.see(copy, planes[2]!, { gain: 1, tolerance: 40 });
  const [one, other] = [kernel.changes(watch), kernel.changes(copy)];
  const calmer = kernel.changes(watch, copy);
  expect(calmer.deviation).toEqual(one.deviation.map((value, at) => Math.min(value, other.deviation[at]!)));
  expect(calmer.equal).toEqual(one.equal.map((value, at) => Math.max(value, other.equal[at]!)));
  kernel.free(watch, copy, ...planes);
});

test('a part of a larger plane may be watched; what never changes has a deviation of 0', () => {
  const plane = heldPlane(kernel, randomPlane(1, 50, 20));
  const part = { ...plane, at: plane.at + 3 * plane.stride + 5, width: 33, height: 11 };
  const watch = kernel.watch(part);
  for (let i = 0; i < 255; i++) kernel.see(watch, part, { gain: 1, tolerance: 0 });
  const { deviation, equal } = kernel.changes(watch);
  expect(Math.max(...deviation)).toBe(0);
  expect(new Set(equal)).toEqual(new Set([255]));
  expect(() => kernel.see(watch, part, { gain: 1, tolerance: 0 })).toThrow('No more than 255 shots');
  kernel.free(watch, plane);
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
