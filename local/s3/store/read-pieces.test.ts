import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReadPiece, readPieces } from './read-pieces.ts';

let folder: string;
let pieces: ReadPiece[];
let whole: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pieces-'));
  const sizes = [600_000, 10, 300_000];
  const parts = sizes.map((size, part) => Buffer.from(Uint8Array.from({ length: size }, (_, i) => i * 7 + part)));
  pieces = parts.map(({ length: size }, i) => ({ path: join(folder, String(i)), size }));
  for (const [i, part] of parts.entries()) await writeFile(pieces[i]!.path, part);
  whole = Buffer.concat(parts);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  await readPieces(pieces, start, end, (bytes) => void parts.push(Buffer.from(bytes)));
  return Buffer.concat(parts);
}

it.each([
  ['all', 0, 900_010],
  ['nothing', 5, 5],
  ['a part of the first', 100, 599_999],
  ['across all', 599_999, 600_011],
  ['of the last', 700_000, 900_010],
])('reads %s', async (_, start, end) => {
  expect((await read(start, end)).equals(whole.subarray(start, end))).toBe(true);
});

it('does not touch what others are still given', async () => {
  const both = await Promise.all([read(0, 600_010), read(600_000, 900_010), read(17, 300_000)]);
  const wanted = [whole.subarray(0, 600_010), whole.subarray(600_000, 900_010), whole.subarray(17, 300_000)];
  expect(both.map((bytes, i) => bytes.equals(wanted[i]!))).toEqual([true, true, true]);
});

it('uses memory again, but not that of who went away', async () => {
  const seen = new Set<ArrayBufferLike>();
  const note = (bytes: Buffer) => void seen.add(bytes.buffer);
  await readPieces(pieces, 0, 900_010, note);
  await readPieces(pieces, 0, 900_010, note);
  expect(seen.size).toBe(1);
  let lost: ArrayBufferLike | undefined;
  const leave = async (bytes: Buffer) => {
    lost = bytes.buffer;
    throw new Error('went away');
  };
  await expect(readPieces(pieces, 0, 10, leave)).rejects.toThrow('went away');
  seen.clear();
  await readPieces(pieces, 0, 900_010, note);
  expect(seen.has(lost!)).toBe(false);
});

it('says of a file that it is shorter than it was', async () => {
  const longer = [{ path: pieces[1]!.path, size: 30 }];
  await expect(readPieces(longer, 0, 30, () => {})).rejects.toThrow(
    /is shorter than it was when it was stored, by 20 bytes/,
  );
});
