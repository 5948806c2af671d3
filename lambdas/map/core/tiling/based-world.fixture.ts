/** A small world of which a build, `b`, is made already: others are made on top of it. For tests. */
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { TileBatch } from '../../workflow.ts';
import { tileBatch } from './tile-batch.ts';
import { job, worldOf } from './world.fixture.ts';

/** Two blocks in a row, eight tiles and what lies below them in each. */
const SHOTS = [0, 1000, 2000, 3000].map((x, i) => ({ id: `s${i}`, x, y: 0, width: 1096, height: 700 }));

export type World = Awaited<ReturnType<typeof worldOf>>;

/** Made once, each test gets a copy. */
export async function basedWorld(): Promise<World> {
  const world = await worldOf(SHOTS);
  await tileBatch(batchOn(world, 'b'), world.ports);
  return world;
}

export function copyOf(world: World): World {
  const { work, tiles } = world.ports;
  return { ...world, ports: { ...world.ports, work: objectsOf(work), tiles: objectsOf(tiles) } };
}

function objectsOf({ objects }: ReturnType<typeof memoryObjects>) {
  const copy = memoryObjects();
  for (const [key, object] of objects) copy.objects.set(key, object);
  return copy;
}

export const batchOn = (world: World, build: string, more: Partial<TileBatch> = {}): TileBatch => ({
  ...{ ...job, build, stage: 'tile', items: world.blocks },
  settings: {
    ...world.settings,
    ...(build !== 'b' && { base: { build: 'b', max_zoom: world.settings.max_zoom, copies_a_second: 1e6 } }),
  },
  ...more,
});

export const tilesIn = ({ ports }: World, build: string): string[] =>
  [...ports.tiles.objects.keys()].flatMap((key) => key.split(`tiles/m/${build}/`).slice(1)).toSorted();
