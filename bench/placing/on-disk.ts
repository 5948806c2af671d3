import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownSet } from './dataset.ts';

/** A set as a folder with `dataset.json`, while something works on it. @param encode of a shot's bytes: as they are, or anew */
export async function onDisk<Answer>(
  { shots, bytes }: KnownSet,
  encode: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>,
  work: (positions: string, folder: string) => Promise<Answer>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-placing-'));
  try {
    for (const { key } of shots) await writeFile(join(folder, key), await encode(await bytes(key)));
    const captures = shots.map(({ key, row, col, nominal, true: at, solvable }) => ({
      ...{ file: key, row, col, nominal, true: at, ambiguous: !solvable },
    }));
    const positions = join(folder, 'dataset.json');
    await writeFile(positions, JSON.stringify({ captures }));
    return await work(positions, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
