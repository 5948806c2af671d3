import { afterAll, describe, expect, test } from 'vitest';
import type { XY } from '../../placement.ts';
import type { Strip } from '../../ports/kernel.ts';
import { freshKernel } from './built-kernel.fixture.ts';
import { plainCorrelate, plainFourier, plainPeaks } from './plain/correlation.fixture.ts';
import { plainLuma } from './plain/pictures.fixture.ts';
import { heldPlane, randomPicture, randomStrip } from './plain/random.fixture.ts';
import { transformLength } from './transform-tables.ts';

const kernel = await freshKernel();

test('lengths of transforms are multiples of 4 without prime factors above 5', () => {
  expect([1, 4, 5, 13, 28, 140, 257, 1021].map(transformLength)).toEqual([4, 4, 8, 16, 32, 144, 288, 1024]);
});

test("the plain transform is Fourier's", () => {
  const { data } = randomPicture(1, 12, 10);
  const values = Float64Array.from(data.subarray(0, 120));
  const done = { re: values.slice(), im: new Float64Array(120) };
  plainFourier(done, 12, 10);
  for (const [u, v] of [
    [0, 0],
    [1, 0],
    [5, 7],
    [11, 9],
  ] as const) {
    let [re, im] = [0, 0];
    for (let y = 0; y < 10; y++)
      for (let x = 0; x < 12; x++) {
        const angle = -2 * Math.PI * ((u * x) / 12 + (v * y) / 10);
        re += values[y * 12 + x]! * Math.cos(angle);
        im += values[y * 12 + x]! * Math.sin(angle);
      }
    expect(done.re[v * 12 + u]).toBeCloseTo(re, 2);
    expect(done.im[v * 12 + u]).toBeCloseTo(im, 2);
  }
});

describe.each([
  // Lengths with each radix: 2, 3, 4 and 5, alone and together.
  [16, 32, 1, false],
  [60, 75, 1, true],
  [45, 61, 2, true],
  [130, 77, 2, false],
  [129, 202, 4, true],
  [61, 39, 4, false],
] as const)('strips of %i x %i px at scale %i (part of larger ones: %s)', (width, height, scale, window) => {
  const [a, plainA, wholeA] = randomStrip(kernel, 10, width, height, window);
  const [b, plainB, wholeB] = randomStrip(kernel, 20, width, height, window);

  test.each([0.75, 1] as const)('correlation with exponent %d, and its peaks', (power) => {
    const surface = kernel.correlate(a, b, { scale, power });
    const plain = plainCorrelate(plainA, plainB, { scale, power });
    expect(surface).toMatchObject({ width: plain.width, height: plain.height, scale });
    const options = { radius: [width / 4, height / 4] as XY, most: 12, apart: 3 };
    const ours = kernel.peaks(surface, options);
    const expected = plainPeaks(plain, options);
    expect(ours.length).toBe(expected.length);
    expect(ours.length).toBeGreaterThan(0);
    for (const [i, { at, height: high }] of expected.entries()) {
      expect(ours[i]!.height).toBeCloseTo(high, 3);
      expect(ours[i]!.at[0]).toBeCloseTo(at[0], 2);
      expect(ours[i]!.at[1]).toBeCloseTo(at[1], 2);
    }
    const around = { ...options, around: [-7, 9] as XY, radius: [8, 8] as XY, apart: 0, most: 1000 };
    expect(kernel.peaks(surface, around).length).toBe(plainPeaks(plain, around).length);
    kernel.free(surface);
  });

  afterAll(() => kernel.free(wholeA, wholeB));
});

test.each([1, 2, 4] as const)('finds the offset of two parts of one picture at scale %i', (scale) => {
  const picture = randomPicture(3, 400, 300);
  const luma = heldPlane(kernel, plainLuma(picture));
  const [a, b] = (
    [
      [100, 50, 128, 200],
      [140, 34, 128, 200],
    ] as const
  ).map((box) => kernel.strip(luma, luma, [...box], { texture: 14 })) as [Strip, Strip];
  const surface = kernel.correlate(a, b, { scale });
  const [best, second] = kernel.peaks(surface, { radius: [60, 60], most: 2, apart: 4 * scale });
  expect(best!.at[0]).toBeCloseTo(40, 0);
  expect(best!.at[1]).toBeCloseTo(-16, 0);
  expect(best!.height / second!.height).toBeGreaterThan(2);
  kernel.free(a, b, surface, luma);
});

test('strips with nothing in them have no peak', () => {
  const plane = kernel.holdPlane(64, 64, new Uint8Array(64 * 64).fill(90));
  const strip = kernel.strip(plane, plane, [0, 0, 64, 64], { texture: 14 });
  const surface = kernel.correlate(strip, strip, { scale: 2 });
  expect(kernel.peaks(surface, { radius: [20, 20], most: 5, apart: 2 })).toEqual([]);
  kernel.free(plane, strip, surface);
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
