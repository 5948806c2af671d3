import { constants, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import { freshKernel } from './built-kernel.fixture.ts';

const kernel = await freshKernel();

/** One row of grey pixels, which a PNG's filter byte stands before; in parts of so many bytes. */
function inflated(stream: Uint8Array, width: number, part = stream.length): Uint8Array | undefined {
  const parts = Array.from({ length: Math.ceil(stream.length / part) }, (_, i) => {
    return stream.subarray(i * part, (i + 1) * part);
  });
  const picture = kernel.unpackPng({ parts, width, height: 1 }, 'grey');
  if (!picture) return undefined;
  const rgb = kernel.readPicture(picture);
  kernel.free(picture);
  return rgb.filter((_, i) => i % 3 === 0);
}

/** What repeats from one byte to 32 kB back, for up to 300 bytes, between bytes of few or many values. */
function repetitive(seed: number, length: number): Uint8Array {
  const random = seeded(seed);
  const values = 1 + Math.floor(255 * random() ** 3);
  const bytes = new Uint8Array(1 + length);
  for (let at = 1; at <= length; ) {
    if (at === 1 || random() < 0.6) bytes[at++] = Math.floor(values * random() ** 2);
    else {
      const back = 1 + Math.floor(random() ** (random() < 0.5 ? 8 : 1) * Math.min(at - 2, 32_000));
      for (let left = 3 + Math.floor(300 * random() ** 2); left > 0 && at <= length; left--, at++)
        bytes[at] = bytes[at - back]!;
    }
  }
  return bytes;
}

const STRATEGIES = ['Z_DEFAULT_STRATEGY', 'Z_FILTERED', 'Z_HUFFMAN_ONLY', 'Z_RLE', 'Z_FIXED'] as const;

test.each(STRATEGIES)('what zlib deflates comes back: %s', (strategy) => {
  for (let level = 0; level <= 9; level++) {
    for (const length of [1, 2, 15, 300, 5000, level % 3 === 0 ? 150_000 : 20_000]) {
      const bytes = repetitive(10 * length + level, length);
      const options = { level, strategy: constants[strategy], memLevel: 1 + (level % 9), windowBits: 9 + (level % 7) };
      expect(inflated(deflateSync(bytes, options), length, 1 + 97 * level)).toEqual(bytes.subarray(1));
    }
  }
});

test('a damaged or shortened stream is refused, or is what zlib makes of it', () => {
  const random = seeded(5);
  let refused = 0;
  for (let i = 0; i < 1500; i++) {
    const length = 1 + Math.floor(2000 * random());
    const stream = deflateSync(repetitive(i, length), { level: 1 + (i % 9), strategy: i % 5 });
    const at = Math.floor(random() * stream.length);
    stream[at]! ^= 1 << Math.floor(8 * random());
    const cut = random() < 0.3 ? stream.subarray(0, Math.floor(random() * stream.length)) : stream;
    const found = inflated(cut, length);
    if (found) expect(found).toEqual(new Uint8Array(inflateSync(cut)).subarray(1));
    else refused++;
  }
  expect(refused).toBeGreaterThan(1400);
});

test('another length than was promised is refused, and so is what comes behind', () => {
  const stream = deflateSync(repetitive(1, 500));
  expect(inflated(stream, 500)).toBeDefined();
  expect(inflated(stream, 499)).toBeUndefined();
  expect(inflated(stream, 501)).toBeUndefined();
  expect(inflated(Buffer.concat([stream, Buffer.alloc(1)]), 500)).toBeUndefined();
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
