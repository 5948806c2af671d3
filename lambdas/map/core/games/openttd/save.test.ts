import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mapSides } from './save.ts';
import { unxzStart } from './xz.ts';

const city = readFileSync(join(import.meta.dirname, '../../../../../examples/openttd/city.sav'));
/** Unpacked, up to the map itself. */
const chunks = Buffer.from(unxzStart(city.subarray(8), 700));

const save = (tag: string, body: Uint8Array) => Buffer.concat([Buffer.from(`${tag}\x01\x2e\0\0`, 'latin1'), body]);
const u32 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from([value >> 24, value >> 16, value >> 8, value])));
/** As saves had it before chunks described themselves: RIFF, eight bytes. */
const riff = (...sides: number[]) => Buffer.concat([Buffer.from('MAPS'), Buffer.from([0, 0, 0, 8]), u32(...sides)]);
const END = u32(0);

describe('mapSides', () => {
  it.each([
    ['a save as OpenTTD 13 writes it', city],
    ['one that is not packed', save('OTTN', chunks)],
    ['one that is packed by zlib', save('OTTZ', deflateSync(chunks))],
  ])('reads the sides from %s', (_, bytes) => expect(mapSides(bytes)).toEqual([512, 512]));

  it.each([
    ['a save as OpenTTD 13 writes it', city],
    ['one that is not packed', save('OTTN', Buffer.concat([chunks, city]))],
    ['one that is packed by zlib', save('OTTZ', deflateSync(Buffer.concat([chunks, city])))],
  ])('reads them from the beginning of %s, and never from what is not there', (_, bytes) => {
    for (const length of [4_000, 65_536, 200_000])
      expect(mapSides(bytes.subarray(0, length), 'start')).toEqual([512, 512]);
  });

  it('unpacks no more than the beginning of a bomb', () => {
    const bomb = save('OTTZ', deflateSync(Buffer.concat([chunks, Buffer.alloc(2 ** 28)])));
    const before = process.memoryUsage.rss();
    expect(mapSides(bomb)).toEqual([512, 512]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(2 ** 26);
  });

  it('reads what came before self-describing chunks, and sides that differ', () => {
    // An array before the map: two items, of one byte and of 200.
    const array = Buffer.concat([
      Buffer.from('NAME\x01\x02x\x80\xc9', 'latin1'),
      Buffer.alloc(200, 7),
      Buffer.from([0]),
    ]);
    expect(mapSides(save('OTTN', Buffer.concat([array, riff(64, 2048), END])))).toEqual([64, 2048]);
  });

  it.each([
    ['is none', Buffer.from('GIF89a, and more'), /does not begin like one/],
    ['is empty', Buffer.alloc(0), /does not begin like one/],
    ['is packed by LZO', save('OTTD', chunks), /save it again/],
    ['is cut off', city.subarray(0, 200), /damaged or cut off/],
    ['is damaged', save('OTTX', Buffer.alloc(300, 5)), /damaged or cut off/],
    ['has no map', save('OTTN', END), /says nothing of its map/],
    ['has sides that no map has', save('OTTN', Buffer.concat([riff(500, 512), END])), /its map has 500 x 512 tiles/],
  ])('refuses what %s', (_, bytes, words) => {
    expect(() => mapSides(bytes)).toThrow(words);
    expect(() => mapSides(bytes)).toThrow(expect.objectContaining({ code: 'not_a_save', status: 422 }));
  });
});

describe('unxzStart', () => {
  it('unpacks what xz does', () => {
    // tail -c +9 city.sav | xz -dc | sha256sum
    const sum = 'c50a40fa9a6fa0982496906b9ee10332990e4c85e7758475580bd1425bb717c2';
    expect(
      createHash('sha256')
        .update(unxzStart(city.subarray(8), 2 ** 23))
        .digest('hex'),
    ).toBe(sum);
  });

  it('copies chunks that were not packed', () => {
    const header = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 1, 0x69, 0x22, 0xde, 0x36, 0x02, ...Array(11).fill(0)];
    const stream = Uint8Array.from([...header, 1, 0, 2, 7, 8, 9, 0]);
    expect([...unxzStart(stream, 100)]).toEqual([7, 8, 9]);
    expect([...unxzStart(stream, 2)]).toEqual([7, 8]);
  });
});
