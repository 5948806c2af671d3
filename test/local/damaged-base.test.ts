/** A disk that lost some of what a build was made with: what the map shows goes on, and so does the next build of it. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, inject, test } from 'vitest';
import { ada, endOf, startJob } from '../support/caller.ts';
import { capturesOf, makeWorld, otherwise } from '../support/world.ts';

const { url, directory } = inject('shared');
const WORLD = makeWorld(2200, 500);
const PLAN = { columns: 4, rows: 1, width: 700, height: 500, step: [500, 0] as [number, number] };

/** Below S3: bytes that are not those that were stored, or an end that is missing, in turn. @returns how many files */
function damage(directory: string, keys: string[]): number {
  const index = new DatabaseSync(join(directory, 's3/index.sqlite'), { readOnly: true });
  const found = keys.flatMap((key) => index.prepare('SELECT detail FROM objects WHERE key LIKE ?').all(key));
  index.close();
  for (const [i, { detail }] of found.entries()) {
    const [{ file }] = JSON.parse(String(detail)).pieces;
    const path = join(directory, 's3/data', file.slice(0, 2), file);
    const bytes = readFileSync(path);
    if (i % 2) truncateSync(path, bytes.length >> 1);
    else writeFileSync(path, bytes.fill(7, bytes.length >> 1));
  }
  return found.length;
}

test('reports, places, pairs, calibration and lossless tops that cannot be read are made anew', {
  timeout: 240_000,
}, async () => {
  const api = await ada(url);
  const { map } = await api.createMap({ name: 'On a bad disk' });
  const first = await endOf(api, await startJob(api, map, await capturesOf(WORLD, PLAN), { exact: false }));
  expect(first, JSON.stringify(first.error)).toMatchObject({ status: 'completed' });
  const of = `builds/${first.build}`;
  const keys = ['tiles/%.json', 'tops/%.png', 'captured.json', 'located.json', 'calibration.json', 'positions.json'];
  expect(
    damage(
      directory,
      keys.map((key) => `${of}/${key}`),
    ),
  ).toBeGreaterThan(6);

  const changed = await capturesOf(otherwise(WORLD, 2000, 2200), PLAN);
  const later = await endOf(api, await startJob(api, map, changed, { exact: false, save_data_id: 'later' }));
  expect(later, JSON.stringify([later.error, later.failures])).toMatchObject({ status: 'completed', tiles_copied: 0 });
  const full = await api.createMap({ name: 'From nothing' });
  const anew = await endOf(api, await startJob(api, full.map, changed, { exact: false, save_data_id: 'later' }));
  expect(later.tiles_created).toBe(anew.tiles_created);
});
