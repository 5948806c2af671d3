/** The same shots make the same map, byte for byte, in whatever order they arrive. */
import { expect, inject, test } from 'vitest';
import { encodeShot } from '../../bench/cities/encode-shot.ts';
import { makeCity } from '../../bench/cities/make-city.ts';
import type { Client } from '../../client/client.ts';
import { choosing } from '../../local/seeded.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import type { Capture } from '../support/world.ts';

const { url } = inject('shared');

test('shots that come in another order lie at the same places and make the same tiles', async () => {
  const { shots } = makeCity({ case: 'flowing-water', seed: 4, shot: [480, 384], columns: 4, rows: 3 });
  const captures = await Promise.all(
    shots.map(async ({ name, row, col, nominal, pixels }) => {
      return { name: `${name}.png`, row, col, nominal, png: await encodeShot(pixels, 'png') };
    }),
  );
  const api = await ada(url);
  const { below } = choosing(7);
  const left = [...captures];
  const shuffled = captures.map(() => left.splice(below(left.length), 1)[0]!);
  const [one, other] = await Promise.all([mapOf(api, captures), mapOf(api, shuffled)]);
  expect(other.places).toEqual(one.places);
  expect(other.tiles.map(([tile]) => tile)).toEqual(one.tiles.map(([tile]) => tile));
  for (const [index, [tile, bytes]] of one.tiles.entries()) {
    expect(bytes.equals(other.tiles[index]![1]), `tile ${tile}`).toBe(true);
  }
});

async function mapOf(api: Client, captures: Capture[]) {
  const { map } = await api.createMap({ name: `Same tiles ${captures[0]!.name}` });
  const job = await endOf(api, await startJob(api, map, captures, { exact: false, format: 'webp' }));
  expect(job).toMatchObject({ status: 'completed', error: null });
  const { shots } = await api.listShots(map, job.build);
  const { maxZoom, blank, width, height, tileSize } = await api.buildMapJson(map, job.build);
  const tiles: [string, Buffer][] = [];
  for (let zoom = 0; zoom <= maxZoom; zoom++) {
    const side = tileSize * 2 ** (maxZoom - zoom);
    for (let y = 0; y * side < height; y++) {
      for (let x = 0; x * side < width; x++) {
        const tile = `${zoom}/${x}/${y}`;
        if (blank.includes(tile)) continue;
        tiles.push([tile, Buffer.from(await api.file(`/tiles/${map}/${job.build}/${tile}.webp`))]);
      }
    }
  }
  const places = shots
    .map(({ name, position, confidence, reason, residual }) => ({ name, position, confidence, reason, residual }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { places, tiles };
}
