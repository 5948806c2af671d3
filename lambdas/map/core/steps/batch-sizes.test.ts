import { expect, it } from 'vitest';
import { makeCity } from '../../../../bench/cities/make-city.ts';
import { freshKernel } from '../../adapters/kernel/built-kernel.fixture.ts';
import { positionsKey } from '../../keys.ts';
import type { Positions } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { buildAndPublish, newBuild, type Placed, platform } from './build.fixture.ts';

/** Of three blocks of tiles; every shot some px beside its plan. */
const PLACES = makeCity({ case: 'plain', seed: 2, shot: [320, 256], columns: 18, rows: 2 }).shots.map(
  (shot): Placed => {
    const {
      row,
      col,
      nominal: planned,
      true: [x, y],
      pixels,
    } = shot;
    return { row, col, planned, x, y, pixels };
  },
);

async function built(batch: number) {
  const on = await platform({ batch, kernel: await freshKernel() });
  const ref = await newBuild(on, PLACES, { exact: false });
  await buildAndPublish(on, ref);
  const { shots } = await readJson<Positions>(on.work, positionsKey(ref.build));
  const tiles = [...on.tiles.objects].flatMap(([key, { body }]) =>
    key.endsWith('.png') ? [[key, Buffer.from(body).toString('base64')] as const] : [],
  );
  return { shots, tiles: new Map(tiles.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

it('makes the same tiles of the same shots in batches of 1, 8 and 64, byte for byte', async () => {
  const first = await built(1);
  expect(first.tiles.size).toBe(20);
  expect(first.shots.filter(({ reason }) => reason === 'matched').length).toBeGreaterThan(12);
  for (const batch of [8, 64]) {
    const { shots, tiles } = await built(batch);
    expect(shots).toEqual(first.shots);
    expect([...tiles.keys()]).toEqual([...first.tiles.keys()]);
    for (const [key, bytes] of tiles) expect(bytes === first.tiles.get(key), key).toBe(true);
  }
});
