/**
 * `write-rows.ts SHOTS SEED FOLDER FROM TO`: paints the rows from FROM up to TO (exclusive) of a country into files, in a process of its
 * own, so that several can share the work. Answers JSON: the shots, and which neighbours tell how they lie to each other.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { areTied, type Taken } from '../cities/solvable.ts';
import { countryOf } from './country.ts';

export type WrittenRows = {
  captures: { file: string; row: number; col: number; nominal: [number, number]; true: [number, number] }[];
  /** By their numbers in the whole country, row by row. */
  ties: [number, number][];
};

/** Beside the painting: encoders on threads of their own. */
const FILES_AT_ONCE = 2;
/** 23 ms a picture; 6 would take twice as long for a tenth less. */
const PNG = { compressionLevel: 3 };

async function writeRows(shots: number, seed: number, folder: string, from: number, to: number): Promise<WrittenRows> {
  const { slots, extent, paint } = countryOf(shots, seed);
  const { columns } = extent;
  const written: WrittenRows = { captures: [], ties: [] };
  // What neighbours above need of a row: where its pictures tell something.
  let above: Taken[] = [];
  const writing = new Set<Promise<void>>();
  // The row before is painted once more, for its ties with the first.
  for (let row = Math.max(0, from - 1); row < to; row++) {
    const taken: Taken[] = [];
    for (let col = 0; col < columns; col++) {
      const slot = slots[row * columns + col]!;
      const { data, ...view } = paint(slot);
      const one = { row, col, view, usable: slot.usable };
      taken.push(one);
      if (row < from) continue;
      const number = row * columns + col;
      if (col > 0 && areTied(taken[col - 1]!, one)) written.ties.push([number - 1, number]);
      const over = above[col];
      if (over && areTied(over, one)) written.ties.push([number - columns, number]);
      const file = `r${three(row)}_c${three(col)}.png`;
      written.captures.push({ file, row, col, nominal: slot.nominal, true: slot.true });
      if (writing.size >= FILES_AT_ONCE) await Promise.race(writing);
      const { width, height } = view;
      const encoded = sharp(data, { raw: { width, height, channels: 3 } })
        .png(PNG)
        .toBuffer();
      const done = encoded.then((bytes) => writeFile(join(folder, file), bytes)).finally(() => writing.delete(done));
      writing.add(done);
    }
    above = taken;
  }
  await Promise.all(writing);
  return written;
}

const three = (value: number) => String(value).padStart(3, '0');

const [shots, seed, folder, from, to] = process.argv.slice(2);
console.log(JSON.stringify(await writeRows(Number(shots), Number(seed), folder!, Number(from), Number(to))));
