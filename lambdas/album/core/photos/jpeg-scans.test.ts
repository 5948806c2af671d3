import sharp from 'sharp';
import { expect, test } from 'vitest';
import { jpegScans } from './jpeg-scans.ts';

const picture = sharp({ create: { width: 200, height: 100, channels: 3, background: '#369' } });

test('a plain JPEG has one, a progressive one ten; what is no JPEG has none', async () => {
  expect(jpegScans(await picture.clone().jpeg().toBuffer())).toBe(1);
  expect(jpegScans(await picture.clone().jpeg({ progressive: true }).toBuffer())).toBe(10);
  expect(jpegScans(await picture.clone().png().toBuffer())).toBe(0);
  expect(jpegScans(new Uint8Array())).toBe(0);
});

test('what only looks like one is none: in a segment, stuffed, behind the end', async () => {
  const jpeg = await picture.clone().jpeg().toBuffer();
  const note = Buffer.from([0xff, 0xfe, 0, 8, 0xff, 0xda, 0, 8, 0xff, 0xda]);
  const tail = Buffer.from([0xff, 0xda, 0, 2]);
  expect(jpegScans(Buffer.concat([jpeg.subarray(0, 2), note, jpeg.subarray(2), tail]))).toBe(1);
  expect(
    jpegScans(Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 7, 0xff, 0, 0xda, 0xff, 0xd0, 0xff, 0xff, 0xda, 0, 2])),
  ).toBe(2);
});

test('one that is cut off anywhere comes to an end', async () => {
  const jpeg = await picture.clone().jpeg({ progressive: true }).toBuffer();
  for (let length = 0; length < jpeg.length; length++) expect(jpegScans(jpeg.subarray(0, length))).toBeLessThan(11);
});
