/** A small world of which a build, `b`, is made already: others are made on top of it. For tests. */
import { beforeAll, beforeEach } from 'vitest';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { TileBatch } from '../../workflow.ts';
import { tileBatch } from './tile-batch.ts';
import { job, worldOf } from './world.fixture.ts';

/** Two blocks in a row, eight tiles and what lies below them in each. */
const SHOTS = [0, 1000, 2000, 3000].map((x, i) => ({ id: `s${i}`, x, y: 0, width: 1096, height: 700 }));

type World = Awaited<ReturnType<typeof worldOf>>;

/** Made once for the tests of a file: `on` is the copy that a test has of it. */
export function basedWorld() {
  let ground: World;
  const based = {
    on: {} as World,
    /** By default on top of `b`. */
    batchOf: (build: string, more: Partial<TileBatch> = {}) => batchOn(based.on, build, more),
    /** Names of the tiles that lie there. */
    tilesOf: (build: string) =>
      [...based.on.ports.tiles.objects.keys()].flatMap((key) => key.split(`tiles/m/${build}/`).slice(1)).toSorted(),
  };
  beforeAll(async () => {
    ground = await worldOf(SHOTS);
    await tileBatch(batchOn(ground, 'b'), ground.ports);
  });
  beforeEach(() => {
    const { work, tiles } = ground.ports;
    based.on = { ...ground, ports: { ...ground.ports, work: copyOf(work), tiles: copyOf(tiles) } };
  });
  return based;
}

function copyOf({ objects }: ReturnType<typeof memoryObjects>) {
  const copy = memoryObjects();
  for (const [key, object] of objects) copy.objects.set(key, object);
  return copy;
}

const batchOn = (world: World, build: string, more: Partial<TileBatch> = {}): TileBatch => ({
  ...{ ...job, build, stage: 'tile', items: world.blocks },
  settings: {
    ...world.settings,
    ...(build !== 'b' && { base: { build: 'b', max_zoom: world.settings.max_zoom, copies_a_second: 1e6 } }),
  },
  ...more,
});
