import { expect, it, vi } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { isTransient } from '../../../kernel/transient.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import type { BlockReport } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { buildTiles, NEIGHBOURS, newBuild, type Platform, platform } from './build.fixture.ts';
import { verify } from './verify.ts';

/** As reports of builds were before they knew what was stored. */
async function forgetMarks(on: Platform, build: string) {
  for (const key of [...on.work.objects.keys()].filter((each) => each.startsWith(`builds/${build}/tiles/`))) {
    const report = await readJson<BlockReport>(on.work, key);
    for (const tile of Object.values(report.lineage!)) delete tile.mark;
    await writeJson(on.work, key, report);
  }
}

it('names tiles that are not what was stored when they were made, each of them, and what helps', async () => {
  const on = await platform();
  const ref = await newBuild(on, NEIGHBOURS);
  await buildTiles(on, ref);
  const tiles = [...on.tiles.objects.keys()];
  expect(tiles.length).toBeGreaterThan(3);
  for (const tile of tiles) {
    const { body, headers } = on.tiles.objects.get(tile)!;
    const another = on.tiles.objects.get(tiles.find((each) => each !== tile)!)!;
    await on.tiles.put(tile, another.body, headers);
    await expect(verify(ref, on)).rejects.toMatchObject({
      code: 'bad_tile',
      message: expect.stringMatching(`^1 tiles are not what was stored when they were made: ${tile}\\. .*--full`),
    });
    await on.tiles.put(tile, body, headers);
  }
});

it('names a tile that is no picture, or cannot be read, and what helps: another attempt would keep it', async () => {
  const on = await platform();
  const ref = await newBuild(on, NEIGHBOURS);
  await buildTiles(on, ref);
  await forgetMarks(on, ref.build);
  const tile = `tiles/${on.map}/${ref.build}/2/1/0.png`;
  const { body, headers } = on.tiles.objects.get(tile)!;
  const isNamed = async () => {
    const error = await verify(ref, on).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'bad_tile', message: expect.stringMatching(/2\/1\/0\.png is 0 x 0 .*--full/) });
    expect(isTransient(error)).toBe(false);
  };
  await on.tiles.put(tile, 'no picture', headers);
  await isNamed();
  await on.tiles.put(tile, body, headers);
  const { get } = on.tiles;
  vi.spyOn(on.tiles, 'get').mockImplementation(async (key) => {
    if (key === tile) throw new TesseraError(UNREADABLE_OBJECT, 503, `${key} cannot be read.`, { retry: true });
    return get(key);
  });
  await isNamed();
});
