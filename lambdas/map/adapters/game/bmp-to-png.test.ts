import sharp from 'sharp';
import { expect, it } from 'vitest';
import { bmpToPng } from './bmp-to-png.ts';

/** 8 bits a pixel, a palette of `colours`, bottom row first, rows of whole words: as the game writes it. */
function bmpOf(width: number, rows: number[][], colours: [number, number, number][]): Buffer {
  const stride = (width + 3) & ~3;
  const start = 54 + colours.length * 4;
  const bmp = Buffer.alloc(start + stride * rows.length);
  bmp.write('BM');
  const numbers = { 10: start, 14: 40, 18: width, 22: rows.length, 46: colours.length };
  for (const [at, number] of Object.entries(numbers)) bmp.writeUInt32LE(number, Number(at));
  bmp.writeUInt16LE(8, 28);
  for (const [i, [red, green, blue]] of colours.entries()) bmp.set([blue, green, red, 0], 54 + i * 4);
  for (const [y, row] of rows.entries()) bmp.set(row, start + (rows.length - 1 - y) * stride);
  return bmp;
}

const COLOURS: [number, number, number][] = [
  [10, 20, 30],
  [250, 0, 1],
  [0, 99, 255],
];
const ROWS = [
  [0, 1, 2, 0, 1],
  [2, 2, 1, 0, 0],
  [1, 0, 2, 1, 2],
];

it('keeps every pixel', async () => {
  const png = await bmpToPng(bmpOf(5, ROWS, COLOURS), 3);
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([5, 3, 3]);
  expect([...data]).toEqual(ROWS.flat().flatMap((index) => COLOURS[index]!));
});

it('leaves out rows below those that are wanted', async () => {
  const { data, info } = await sharp(await bmpToPng(bmpOf(5, ROWS, COLOURS), 2))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info.height).toBe(2);
  expect([...data]).toEqual(
    ROWS.slice(0, 2)
      .flat()
      .flatMap((index) => COLOURS[index]!),
  );
});

it('is the same file for the same pixels', async () => {
  const bmp = bmpOf(5, ROWS, COLOURS);
  expect(await bmpToPng(bmp, 3)).toEqual(await bmpToPng(Buffer.from(bmp), 3));
});

it.each([
  ['no BMP', Buffer.from('PNG'), /no BMP of 8 bits/],
  ['cut off', bmpOf(5, ROWS, COLOURS).subarray(0, 80), /cut off/],
  ['of fewer rows', bmpOf(5, ROWS.slice(1), COLOURS), /a BMP of 2 rows, 3 were asked for/],
  ['of 24 bits', Buffer.from(bmpOf(5, ROWS, COLOURS)).fill(24, 28, 29), /no BMP of 8 bits/],
])('refuses what is %s', async (_, bmp, words) => {
  await expect(bmpToPng(bmp, 3)).rejects.toThrow(words);
});
