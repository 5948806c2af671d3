import sharp from 'sharp';
import { expect, it } from 'vitest';
import { asStored } from './as-stored.ts';

const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
const plain = () => sharp({ create: { width: 30, height: 20, channels: 3, background: '#000', noise } });

it.each(['jpeg', 'png', 'webp'] as const)('%s that a camera turned is read as it is stored', async (format) => {
  const turned = new Uint8Array(await plain().withMetadata({ orientation: 6 }).toFormat(format).toBuffer());
  expect((await sharp(turned).metadata()).orientation).toBe(6);
  const stored = asStored(turned);
  expect((await sharp(stored).metadata()).orientation ?? 1).toBe(1);
  const pixels = (file: Uint8Array) => sharp(file).raw().toBuffer();
  expect(await pixels(stored)).toEqual(await pixels(turned));
  // The file that is sent stays what it was.
  expect((await sharp(turned).metadata()).orientation).toBe(6);
});

it.each(['jpeg', 'png', 'webp'] as const)('%s that says nothing of a camera is left as it is', async (format) => {
  const file = new Uint8Array(await plain().toFormat(format).toBuffer());
  expect(asStored(file)).toBe(file);
});

it('what is damaged is no reason to fail', async () => {
  const turned = new Uint8Array(await plain().withMetadata({ orientation: 6 }).jpeg().toBuffer());
  for (const length of [0, 3, 20, 30, 40, turned.length >> 1])
    expect(asStored(turned.slice(0, length))).toHaveLength(length);
});
