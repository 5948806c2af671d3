import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { faultOfContent } from './whole-save.ts';

const city = readFileSync(join(import.meta.dirname, '../examples/openttd/city.sav'));
/** A table of two items, an array of one, the map, the end. */
const CHUNKS = Buffer.from(
  'NAME\x03\x02d\x03ab\x02c\0LIST\x01\x03ab\0MAPS\0\0\0\x08\0\0\0\x40\0\0\0\x40\0\0\0\0',
  'latin1',
);
const save = (tag: string, body: Uint8Array) => Buffer.concat([Buffer.from(`${tag}\x01\x2e\0\0`, 'latin1'), body]);
const zlib = save('OTTZ', deflateSync(CHUNKS));
const plain = save('OTTN', CHUNKS);
const faultOf = (bytes: Uint8Array) => faultOfContent('openttd', new Uint8Array(bytes));

it.each([
  ['LZMA', city],
  ['zlib', zlib],
  ['nothing', plain],
])('finds nothing at a save that is packed by %s', async (_, bytes) => {
  expect(await faultOf(bytes)).toBeUndefined();
});

it.each([
  ['LZMA', city],
  ['zlib', zlib],
  ['nothing', plain],
])('finds one that is cut off anywhere, packed by %s', async (_, bytes) => {
  for (const length of [8, 9, 20, bytes.length >> 1, bytes.length - 12, bytes.length - 4, bytes.length - 1]) {
    expect([length, await faultOf(bytes.subarray(0, length))]).toEqual([
      length,
      expect.stringMatching(/^is .*cut off/),
    ]);
  }
});

it('finds what is missing in the middle, and a byte that changed where the packing tells', async () => {
  const without = (bytes: Buffer, at: number) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 4)]);
  expect(await faultOf(without(city, 5000))).toContain('damaged');
  expect(await faultOf(without(zlib, 20))).toContain('damaged');
  const changed = Buffer.from(zlib);
  changed[zlib.length - 1]! ^= 1;
  expect(await faultOf(changed)).toContain('damaged');
  expect(await faultOf(Buffer.from('OTTX and nothing more'))).toContain('damaged');
});
