/** Builds on top of each other, of shots that change at random, also on what was damaged: each equals one from nothing. */
import { beforeAll, expect, it } from 'vitest';
import { seeded } from '../../../../local/seeded.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { capturedKey } from '../../keys.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import type { Captured, JobRef } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { landscape } from '../tiling/world.fixture.ts';
import { type Placed, type Platform, platform } from './build.fixture.ts';
import { compared } from './compared-builds.fixture.ts';

/** No multiple of a cell's 128 px: 3 x 3 of them. */
const SIZE = { width: 300, height: 260 };

let on: Platform;
let builds: ReturnType<typeof compared>;
beforeAll(async () => {
  on = await platform({ batch: 4 });
  builds = compared(on);
  const { copy } = on.tiles;
  // Now and then the base has a tile that cannot be read.
  on.tiles.copy = async (from, to) => {
    if (luck() < 0.1) throw new TesseraError(UNREADABLE_OBJECT, 503, `${from} cannot be read.`, { retry: true });
    return copy(from, to);
  };
});

const [chance, luck] = [seeded(11), seeded(5)];
const below = (count: number) => Math.floor(chance() * count);
const oneOf = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;

/** One px of a picture, mostly at the border of a cell, a tile or the picture. */
function touched(place: Placed): Placed {
  const pixels = { ...place.pixels!, data: place.pixels!.data.slice() };
  const x = oneOf([0, 127, 128, 255, 256, SIZE.width - 1, below(SIZE.width)]);
  const y = oneOf([0, 127, 128, 255, 256, SIZE.height - 1, below(SIZE.height)]);
  pixels.data[3 * (y * SIZE.width + x)]! ^= 255;
  return { ...place, pixels };
}

/** One after the other, so that each stands on a build of every other. */
const CHANGES: ((places: Placed[]) => Placed[])[] = [
  (places) => places.map((place) => (chance() < 0.3 ? touched(place) : place)),
  (places) => places.with(3, { ...places[3]!, x: places[3]!.x + oneOf([-1, 1]) }),
  // Both rows show what the other did.
  (places) => places.map((place, i) => ({ ...place, pixels: places[(i + 4) % 8]!.pixels! })),
  (places) => places.with(below(8), touched(oneOf(places))).map((place, i) => ({ ...place, ...placeOf(i) })),
];

/** What a base knows of parts, as another version or a fault might have left it. */
async function cutCells({ build }: JobRef, length: number) {
  const captured = await readJson<Captured>(on.work, capturedKey(build));
  const cut = Object.entries(captured).map(([id, one]) => [id, { ...one, cells: one.cells!.slice(0, length) }]);
  await writeJson(on.work, capturedKey(build), Object.fromEntries(cut));
}

const show = ({ build }: JobRef) => {
  const row = on.maps.rows.get(on.map)!;
  on.maps.rows.set(on.map, { ...row, published_build: build });
};

const placeOf = (i: number) => ({ x: 280 * (i % 4), y: 200 * Math.floor(i / 4), row: Math.floor(i / 4), col: i % 4 });

it('equals a build from nothing, each on top of the one before', { timeout: 60_000 }, async () => {
  let places = Array.from({ length: 8 }, (_, i): Placed => {
    return { ...placeOf(i), ...SIZE, pixels: landscape({ ...placeOf(i), ...SIZE }) };
  });
  let base = await builds.build(places);
  let copied = 0;
  for (let round = 0; round < CHANGES.length; round++) {
    if (round === 1) await cutCells(base, 8);
    places = CHANGES[round]!(places);
    const options = { save_data_id: `round ${round}` };
    const onTop = await builds.build(places, options);
    copied += (await builds.counted(onTop)).copied;
    await builds.expectEqual(onTop, await builds.build(places, { ...options, full: true }));
    show(onTop);
    base = onTop;
  }
  expect(copied).toBeGreaterThan(0);
});
