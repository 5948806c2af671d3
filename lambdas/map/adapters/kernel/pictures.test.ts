import { describe, expect, test } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import type { Box } from '../../placement.ts';
import { CHROMA_BINS } from '../../ports/kernel.ts';
import { freshKernel } from './built-kernel.fixture.ts';
import { plainBins, plainHideBins } from './plain/light.fixture.ts';
import { plainMatch } from './plain/matching.fixture.ts';
import { plainHighPass, plainLuma, plainStrip } from './plain/pictures.fixture.ts';
import { heldPlane, randomPicture, randomPlane } from './plain/random.fixture.ts';

const kernel = await freshKernel();

describe.each([
  [1, 1],
  [15, 3],
  [16, 16],
  [17, 33],
  [100, 9],
  [337, 40],
])('%i x %i px', (width, height) => {
  test.each([3, 4] as const)('luma of %i channels', (channels) => {
    const pixels = randomPicture(1, width, height, channels);
    const picture = kernel.hold(pixels);
    const luma = kernel.luma(picture);
    expect(kernel.readPicture(picture)).toEqual(pixels.data);
    expect(kernel.readPlane(luma)).toEqual(plainLuma(pixels).data);
    kernel.free(picture, luma);
  });

  test('high-pass', () => {
    const plane = randomPlane(2, width, height);
    const held = heldPlane(kernel, plane);
    const high = kernel.highPass(held);
    expect(kernel.readPlane(high)).toEqual(plainHighPass(plane).data);
    kernel.free(held, high);
  });

  test('a strip of the whole picture, with and without a mask', () => {
    const luma = randomPlane(3, width, height, 90, 120);
    const mask = randomPlane(4, width, height, 0, 1);
    const [held, heldMask] = [heldPlane(kernel, luma), heldPlane(kernel, mask)];
    const box: Box = [0, 0, width, height];
    for (const [theirs, ours] of [
      [kernel.strip(held, held, box, { texture: 25 }), plainStrip(luma, luma, box, { texture: 25 })],
      [
        kernel.strip(held, held, box, { texture: 25, mask: heldMask }),
        plainStrip(luma, luma, box, { texture: 25, mask }),
      ],
    ] as const) {
      expect(kernel.readPlane(theirs.values)).toEqual(ours.values);
      expect(kernel.readPlane(theirs.flags)).toEqual(ours.flags);
      kernel.free(theirs);
    }
    kernel.free(held, heldMask);
  });
});

test.each<Box>([
  [0, 0, 20, 50],
  [43, 0, 57, 50],
  [10, 7, 33, 20],
  [99, 49, 1, 1],
  [0, 20, 100, 30],
])('a strip at [%i, %i, %i, %i] sees its neighbours in the picture', (...box) => {
  const luma = randomPlane(8, 100, 50, 90, 120);
  const values = randomPlane(9, 100, 50);
  const held = [values, luma].map((plane) => heldPlane(kernel, plane));
  const strip = kernel.strip(held[0]!, held[1]!, box, { texture: 26 });
  const plain = plainStrip(values, luma, box, { texture: 26 });
  expect(kernel.readPlane(strip.values)).toEqual(plain.values);
  expect(kernel.readPlane(strip.flags)).toEqual(plain.flags);
  kernel.free(strip, ...held);
});

test.each([
  [3, 0, false],
  [3, 1, true],
  [3, 40, true],
  [4, 40, false],
  [4, 900, true],
] as const)('a picture of %i channels in one pass, %i bins hidden, masked: %s', (channels, count, masked) => {
  // Every share there is, and black.
  const random = seeded(7);
  const pixels = randomPicture(50, 333, 120, channels);
  for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = random() < 0.1 ? 0 : random() * (256 >> (i % 4));
  const whole: Box = [0, 0, 333, 120];
  const bins = plainBins(pixels, whole);
  const hidden = new Uint8Array(CHROMA_BINS);
  for (let i = 0; i < count; i++) hidden[bins[Math.floor(random() * bins.length)]!] = 1;
  const luma = plainLuma(pixels);
  const mask = randomPlane(51, 333, 120, 0, 1);
  const plain = plainStrip(luma, luma, whole, { texture: 60, ...(masked && { mask }) });
  plainHideBins(plain, bins, hidden);

  const [picture, heldMask] = [kernel.hold(pixels), heldPlane(kernel, mask)];
  const strip = kernel.prepare(picture, { texture: 60, hidden, ...(masked && { mask: heldMask }) });
  expect(kernel.readPlane(strip.values)).toEqual(plain.values);
  expect(kernel.readPlane(strip.flags)).toEqual(plain.flags);
  // A window at its edge meets nothing that counts beyond it.
  expect(kernel.match(strip, strip, [5, 0], { tolerance: 255 }).compared).toBe(
    plainMatch(plain, plain, [5, 0], { tolerance: 255 }).compared,
  );
  kernel.free(strip, picture, heldMask);
});

test('every bin there is lies in its own range, for any colour of its shares', () => {
  // One px of each red and green with a blue that brings it to the ends of bins.
  const size = 256;
  const data = new Uint8Array(3 * size * size);
  for (let i = 0; i < size * size; i++) data.set([i >> 8, i & 255, (7 * (i >> 8) + 13 * (i & 255)) & 255], 3 * i);
  const pixels = { width: size, height: size, channels: 3 as const, data };
  const picture = kernel.hold(pixels);
  const whole: Box = [0, 0, size, size];
  const bins = plainBins(pixels, whole);
  for (const bin of [0, 1, 31, 32, 33, 341, 330, 362, 992]) {
    const hidden = new Uint8Array(CHROMA_BINS);
    hidden[bin] = 1;
    const strip = kernel.prepare(picture, { texture: 255, hidden });
    const masks = kernel.readPlane(strip.flags).map((flag) => (flag === 128 ? 1 : 0));
    expect(masks).toEqual(new Uint8Array(bins.length).map((_, i) => (bins[i] === bin ? 1 : 0)));
    kernel.free(strip);
  }
  kernel.free(picture);
});

test('a mask of another size is refused', () => {
  const [picture, mask] = [kernel.hold(randomPicture(1, 20, 10)), kernel.holdPlane(10, 20, new Uint8Array(200))];
  expect(() => kernel.prepare(picture, { texture: 14, mask })).toThrow(RangeError);
  kernel.free(picture, mask);
});

test('high-pass of a part does not see what is around it', () => {
  const plane = randomPlane(10, 60, 50);
  const held = heldPlane(kernel, plane);
  const part = { ...held, at: held.at + 4 * held.stride + 7, width: 37, height: 29 };
  const high = kernel.highPass(part);
  expect(kernel.readPlane(high)).toEqual(plainHighPass({ ...part, data: kernel.readPlane(part) }).data);
  kernel.free(held, high);
});

test('a strip that reaches beyond the picture is refused with both sizes', () => {
  const plane = kernel.holdPlane(4, 4, new Uint8Array(16));
  expect(() => kernel.strip(plane, plane, [2, 0, 3, 4], { texture: 1 })).toThrow(/3 x 4 px at \(2, 0\).*4 x 4/);
  const other = kernel.holdPlane(5, 4, new Uint8Array(20));
  expect(() => kernel.strip(plane, other, [0, 0, 4, 4], { texture: 1 })).toThrow(RangeError);
  kernel.free(plane, other);
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
