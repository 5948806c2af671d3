/** Writes a country of so many shots as files, on all cores. */
import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { largestGroup } from '../cities/solvable.ts';
import type { KnownShot } from '../placing/dataset.ts';
import { COUNTRY, gridOf } from './country.ts';
import type { WrittenRows } from './write-rows.ts';

const SCRIPT = join(import.meta.dirname, 'write-rows.ts');
/** What a process answers: some 150 bytes a shot, and its ties. */
const MOST_ANSWER = 2 ** 28;

/** @returns every shot by its file, with its truth; bytes of all files */
export async function writeCountry(shots: number, seed: number, folder: string) {
  await mkdir(folder, { recursive: true });
  const { rows } = gridOf(shots);
  const parts = Math.min(availableParallelism(), rows);
  const bounds = Array.from({ length: parts + 1 }, (_, part) => Math.round((part * rows) / parts));
  const written = await Promise.all(
    bounds.slice(1).map(async (to, part): Promise<WrittenRows> => {
      const words = [SCRIPT, shots, seed, folder, bounds[part]!, to].map(String);
      const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: MOST_ANSWER });
      return JSON.parse(stdout);
    }),
  );
  const captures = written.flatMap((part) => part.captures);
  const solvable = largestGroup(
    captures.length,
    written.flatMap((part) => part.ties),
  );
  const [width, height] = COUNTRY.shot;
  const known = captures.map(
    ({ file, row, col, nominal, true: at }, index): KnownShot => ({
      ...{ id: file, key: file, name: file, row, col, nominal, true: at, width, height },
      solvable: solvable[index]!,
    }),
  );
  let bytes = 0;
  for (const { file } of captures) bytes += (await stat(join(folder, file))).size;
  return { shots: known, bytes };
}
