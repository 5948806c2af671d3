import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { solvableShots } from '../cities/solvable.ts';
import { countryOf } from './country.ts';
import { writeCountry } from './write-country.ts';

const SHOTS = 12;

it('writes in several processes what one would paint, with the same that can be known', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-country-'));
  try {
    const { shots, bytes } = await writeCountry(SHOTS, 3, folder);
    const { slots, paint } = countryOf(SHOTS, 3);
    expect(await readdir(folder)).toEqual(shots.map(({ key }) => key));
    expect(bytes / SHOTS).toBeLessThan(800_000);
    expect(shots.map(({ row, col, nominal, true: at }) => ({ row, col, nominal, true: at }))).toEqual(
      slots.map(({ row, col, nominal, true: at }) => ({ row, col, nominal, true: at })),
    );
    const taken = slots.map((slot) => ({ ...slot, view: paint(slot) }));
    expect(shots.map(({ solvable }) => solvable)).toEqual(solvableShots(taken));
    for (const index of [0, 7, 11]) {
      const { data } = await sharpPictures.decode(await readFile(join(folder, shots[index]!.key)));
      expect(Buffer.compare(data, taken[index]!.view.data)).toBe(0);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
