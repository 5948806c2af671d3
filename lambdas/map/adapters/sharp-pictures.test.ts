import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { landscape } from '../core/tiling/world.fixture.ts';
import { sharpPictures } from './sharp-pictures.ts';

const pixels = landscape({ x: 300, y: 40, width: 90, height: 70 });
const drawn = () => sharp(pixels.data, { raw: { width: 90, height: 70, channels: 3 } });
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>');

describe('decode', () => {
  it.each([
    ['PNG', drawn().png()],
    ['interlaced PNG', drawn().png({ progressive: true })],
    ['16-bit PNG', drawn().toColourspace('rgb16').png()],
    ['PNG with alpha', drawn().ensureAlpha().png()],
    ['lossless WebP', drawn().webp({ lossless: true })],
  ])('reads %s to the exact RGB samples', async (_, picture) => {
    const read = await sharpPictures.decode(await picture.toBuffer());
    expect(read).toMatchObject({ width: 90, height: 70, channels: 3 });
    expect(Buffer.compare(read.data, pixels.data)).toBe(0);
  });

  it.each([
    ['PNG', drawn().png()],
    ['interlaced PNG', drawn().png({ progressive: true })],
    ['PNG with alpha', drawn().ensureAlpha().png()],
    ['lossless WebP', drawn().webp({ lossless: true })],
  ])('reads some rows of %s', async (_, picture) => {
    const bytes = await picture.toBuffer();
    for (const [from, to] of [
      [0, 1],
      [13, 50],
      [69, 70],
    ] as const) {
      const read = await sharpPictures.decode(bytes, { from, to, width: 90 });
      expect(read).toMatchObject({ width: 90, height: to - from, channels: 3 });
      expect(Buffer.compare(read.data, pixels.data.subarray(3 * 90 * from, 3 * 90 * to))).toBe(0);
    }
    await expect(sharpPictures.decode(bytes, { from: 60, to: 71, width: 90 })).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it.each([
    ['palette PNG', drawn().png({ palette: true })],
    ['grey PNG', drawn().greyscale().png()],
    ['JPEG', drawn().jpeg()],
    ['CMYK JPEG', drawn().toColourspace('cmyk').jpeg()],
    ['WebP', drawn().webp()],
  ])('reads %s as RGB', async (_, picture) => {
    const bytes = await picture.toBuffer();
    expect(await sharpPictures.decode(bytes)).toMatchObject({ width: 90, height: 70, channels: 3 });
    expect(await sharpPictures.measure(bytes)).toEqual({ width: 90, height: 70 });
  });

  it.each([
    ['PNG', drawn().png()],
    ['JPEG', drawn().jpeg()],
    ['WebP', drawn().webp()],
  ])('refuses a truncated %s', async (_, picture) => {
    const bytes = await picture.toBuffer();
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.9));
    await expect(sharpPictures.decode(cut)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it.each([
    ['GIF', GIF],
    ['SVG', SVG],
    ['text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_, bytes) => {
    await expect(sharpPictures.decode(bytes)).rejects.toMatchObject({ code: 'unreadable' });
    await expect(sharpPictures.measure(bytes)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('refuses more pixels than a screenshot may have, by the header alone', async () => {
    const blank = { create: { width: 8192, height: 8193, channels: 3, background: '#fff' } } as const;
    const bytes = await sharp(blank).png({ compressionLevel: 1 }).toBuffer();
    await expect(sharpPictures.decode(bytes)).rejects.toThrow('exceeds pixel limit');
  });
});

describe('encode', () => {
  const rgba = { ...pixels, channels: 4, data: new Uint8Array(90 * 70 * 4).map((_, i) => (i * 7) % 256) } as const;

  it.each(['png', 'webp-lossless'] as const)('%s keeps every visible sample, alpha too', async (format) => {
    const tile = await sharpPictures.encodeTile(rgba, { format, quality: 80, effort: 0 });
    const { data, channels } = await sharpPictures.decodeWithAlpha(tile);
    expect(channels).toBe(4);
    const visible = (samples: Uint8Array) => Buffer.from(samples.map((v, i) => (samples[i | 3] === 0 ? 0 : v)));
    expect(Buffer.compare(visible(data), visible(rgba.data))).toBe(0);
  });

  it('webp follows quality', async () => {
    const sizes = await Promise.all(
      [20, 90].map((quality) => sharpPictures.encodeTile(pixels, { format: 'webp', quality, effort: 2 })),
    );
    expect(sizes[0]!.length).toBeLessThan(sizes[1]!.length);
  });
});

describe('a lossless picture', () => {
  it.each([3, 4] as const)(
    'of %d channels is known to be whole without decoding it, and not when a bit of it is another',
    async (channels) => {
      const { width, height } = pixels;
      const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 7) % 251);
      const png = await sharpPictures.encodeLossless({ width, height, channels, data });
      expect(sharpPictures.isWhole(png)).toBe(true);
      expect(sharpPictures.isWhole(png.subarray(0, -1))).toBe(false);
      expect(sharpPictures.isWhole(Buffer.from('no picture'))).toBe(false);
      for (let at = 0; at < png.length; at += 97) {
        const damaged = Buffer.from(png);
        damaged[at]! ^= 1 << (at % 8);
        expect(sharpPictures.isWhole(damaged), `byte ${at}`).toBe(false);
      }
    },
  );
});
