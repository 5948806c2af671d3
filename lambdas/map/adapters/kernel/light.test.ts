import { afterAll, describe, expect, test } from 'vitest';
import type { XY } from '../../placement.ts';
import { CHROMA_BINS } from '../../ports/kernel.ts';
import { freshKernel } from './built-kernel.fixture.ts';
import { plainBins, plainRelit, plainStatistics, plainTallyBins } from './plain/light.fixture.ts';
import { randomPicture, randomStrip } from './plain/random.fixture.ts';

const kernel = await freshKernel();
const OFFSETS: XY[] = [
  [0, 0],
  [3, -2],
  [-17, 5],
  [40, 1],
];

describe.each([
  [16, 40, false],
  [45, 61, false],
  [45, 61, true],
  [130, 77, true],
])('strips of %i x %i px (part of larger ones: %s)', (width, height, window) => {
  const [a, plainA, wholeA] = randomStrip(kernel, 10, width, height, window);
  const [b, plainB, wholeB] = randomStrip(kernel, 20, width, height, window);

  test('mean and deviation of the valid pixels', () => {
    for (const every of [1, 5]) {
      const { count, mean, deviation } = plainStatistics(plainA, every);
      const ours = kernel.statistics(a, every);
      expect(ours.count).toBe(count);
      expect(ours.mean).toBeCloseTo(mean, 9);
      expect(ours.deviation).toBeCloseTo(deviation, 9);
    }
  });

  test.each([
    [1, 0],
    [1.3, -40.2],
    [0.71, 128 - 128 * 0.71],
    [3, -300],
  ])('relit by %d and %d', (gain, offset) => {
    const lit = kernel.relit(a, gain, offset);
    expect(kernel.readPlane(lit.values)).toEqual(plainRelit(plainA, gain, offset).values);
    expect(lit.flags).toBe(a.flags);
    kernel.free(lit);
    expect(kernel.readPlane(a.flags)).toEqual(plainA.flags);
  });

  test.each([3, 4] as const)('colours of %i channels are put into bins and counted', (channels) => {
    const pixels = randomPicture(30, width + 9, height + 5, channels);
    pixels.data.fill(0, 0, 40 * channels);
    const picture = kernel.hold(pixels);
    const plain = plainBins(pixels, [9, 3, width, height]);
    for (const [top, every] of [
      [3, 1],
      [3, 3],
      [1, 4],
    ] as const) {
      const all = kernel.bins(picture, [9, 3 - top, width, height + top], every);
      const bins = { ...all, height, top };
      for (const at of OFFSETS) {
        const { seen, differ } = kernel.tallyBins(a, b, at, bins, [12, 60]);
        for (const [index, tolerance] of [12, 60].entries()) {
          const [plainSeen, plainDiffer] = [new Uint32Array(CHROMA_BINS), new Uint32Array(CHROMA_BINS)];
          plainTallyBins(plainA, plainB, at, plain, { tolerance, every, top }, plainSeen, plainDiffer);
          expect(seen).toEqual(plainSeen);
          expect(differ[index]).toEqual(plainDiffer);
        }
      }
      kernel.free(all);
    }
    kernel.free(picture);
  });

  afterAll(() => kernel.free(wholeA, wholeB));
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
