import { expect, it, vi } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { isTransient } from '../../../kernel/transient.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import { buildTiles, NEIGHBOURS, newBuild, platform } from './build.fixture.ts';
import { verify } from './verify.ts';

it('names a tile that is no picture, or cannot be read, and what helps: another attempt would keep it', async () => {
  const on = await platform();
  const ref = await newBuild(on, NEIGHBOURS);
  await buildTiles(on, ref);
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
