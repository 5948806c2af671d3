import { join } from 'node:path';
import { inBatches } from '../../lambdas/kernel/pool.ts';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { planBlocks } from '../../lambdas/map/core/tiling/blocks.ts';
import { maxZoom } from '../../lambdas/map/core/tiling/pyramid.ts';
import { tileBatch } from '../../lambdas/map/core/tiling/tile-batch.ts';
import { makeTop } from '../../lambdas/map/core/tiling/top.ts';
import { BATCH_ITEMS } from '../../lib/limits.ts';
import { folderObjects } from '../folder-objects.ts';
import type { Contender } from './contender.ts';

/** The real workers, batch after batch, then the levels above; folders instead of buckets. */
export const ours: Contender = async (world, effort, out) => {
  const shots = folderObjects(world.folder);
  const made = folderObjects(out);
  const work = { ...made, get: async (key: string) => (await made.get(key)) ?? shots.get(key) };
  const ports = { work, tiles: folderObjects(out), pictures: sharpPictures };
  const { width, height } = world;
  const settings = { format: 'webp', quality: 80, effort, max_zoom: maxZoom(world), width, height } as const;
  const job = { job_id: 'bench', map_id: 'bench', build: 'bench', attempt: 1 };
  for (const items of inBatches(planBlocks(world, settings).blocks, BATCH_ITEMS.tile)) {
    const { outcomes } = await tileBatch({ ...job, stage: 'tile', settings, items }, ports);
    const failed = outcomes.find((outcome) => !outcome.ok);
    if (failed) throw new Error(`Block ${failed.item} failed: ${JSON.stringify(failed)}`);
  }
  await makeTop({ ...job, settings }, ports);
  return join(out, 'tiles');
};
