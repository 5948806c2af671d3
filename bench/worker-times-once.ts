/** `worker-times-once.ts POSITIONS FOLDER`: CPU ms of each worker's items, once. Answers JSON. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inBatches } from '../lambdas/kernel/pool.ts';
import { freshKernel } from '../lambdas/map/adapters/kernel/built-kernel.fixture.ts';
import { loadOpenCv } from '../lambdas/map/adapters/opencv/load-opencv.ts';
import { kernelDecoding } from '../lambdas/map/adapters/png/kernel-decoding.ts';
import { sharpPictures } from '../lambdas/map/adapters/sharp-pictures.ts';
import { captureBatch } from '../lambdas/map/core/capture/capture-batch.ts';
import { uploadedShots } from '../lambdas/map/core/capture/uploaded.ts';
import { coordsBatch } from '../lambdas/map/core/coords-batch.ts';
import { batchOrder } from '../lambdas/map/core/neighbours/batch-order.ts';
import { calibrationSample } from '../lambdas/map/core/neighbours/calibration-sample.ts';
import { withNeighbours } from '../lambdas/map/core/neighbours/neighbours.ts';
import { calibrate } from '../lambdas/map/core/registration/calibrate.ts';
import { planBlocks } from '../lambdas/map/core/tiling/blocks.ts';
import { maxZoom } from '../lambdas/map/core/tiling/pyramid.ts';
import { tileBatch } from '../lambdas/map/core/tiling/tile-batch.ts';
import { makeTop } from '../lambdas/map/core/tiling/top.ts';
import { calibrationKey } from '../lambdas/map/keys.ts';
import { memoryObjects } from '../lambdas/map/ports/memory-objects.ts';
import type { TileFormat } from '../lambdas/map/schemas.ts';
import type { Area, BatchResult } from '../lambdas/map/workflow.ts';
import { BATCH_ITEMS } from '../lib/limits.ts';
import { readCaptures } from './captures.ts';

const [positions, folder] = process.argv.slice(2) as [string, string];
const world = await readCaptures(positions, folder);
const { shots } = world;
const work = memoryObjects();
const tiles = memoryObjects();
const files = new Map<string, { sha256: string; bytes: number }>();
for (const { key } of shots) {
  const file = await readFile(join(world.folder, key));
  files.set(key, { sha256: createHash('sha256').update(file).digest('hex'), bytes: file.length });
  await work.put(key, file, { contentType: 'image/png' });
}
const kernel = await freshKernel();
const tools = {
  work,
  kernel,
  openCv: loadOpenCv,
  pictures: { ...sharpPictures, ...kernelDecoding(kernel, sharpPictures) },
};
const job = { job_id: 'bench', map_id: 'bench', build: 'bench', attempt: 1 };
const times: Record<string, number> = {};

/** CPU ms of all threads, by one of `count` things. */
async function timed<Answer>(name: string, count: (answer: Answer) => number, run: () => Promise<Answer>) {
  const before = process.cpuUsage();
  const answer = await run();
  const { user, system } = process.cpuUsage(before);
  times[name] = (user + system) / 1000 / count(answer);
  console.error(name, times[name]);
  return answer;
}

function wellDone<Result extends BatchResult>(result: Result): Result {
  const failed = result.outcomes.find(({ ok }) => !ok);
  if (failed) throw new Error(JSON.stringify(failed));
  return result;
}

const megapixels = (shots.length * shots[0]!.width * shots[0]!.height) / 1e6;
const areas = shots.map(
  ({ id, key, row, col, position, width, height }): Area => ({
    ...{ id, name: id, row, col, nominal: position, size: { width, height } },
    shot: { id, key, ...files.get(key)! },
  }),
);
const capture = async (items: Area[]) => {
  for (const batch of inBatches(items, BATCH_ITEMS.capture)) {
    const batchOf = { ...job, stage: 'capture' as const, items: batch };
    wellDone(await captureBatch(batchOf, { driver: uploadedShots(work), pictures: sharpPictures, work }));
  }
};
// Once before the clock runs: compiled, as a worker is after its first items.
await capture(areas.slice(0, BATCH_ITEMS.capture));
await timed(
  'capture: ms a megapixel',
  () => megapixels,
  () => capture(areas),
);

const items = batchOrder(
  withNeighbours(
    shots.map((shot) => ({ ...shot, name: shot.id, nominal: shot.position })),
    { exact: false },
  ),
);
const sample = calibrationSample(items);
const found = await timed(
  'calibrate: ms a megapixel of its sample',
  () => (megapixels * sample.length) / shots.length,
  () => calibrate(sample, {}, tools),
);
await work.put(calibrationKey(job.build), JSON.stringify(found), { contentType: 'application/json' });
const reads = (some: typeof items) =>
  new Set(some.flatMap(({ id, neighbours }) => [id, ...neighbours.map((one) => one.id)]));
const decoded = inBatches(items, BATCH_ITEMS.coords).reduce((sum, some) => sum + reads(some).size, 0);
await timed(
  'coords: ms a megapixel decoded',
  () => (megapixels * decoded) / shots.length,
  async () => {
    for (const some of inBatches(items, BATCH_ITEMS.coords)) {
      wellDone(await coordsBatch({ ...job, stage: 'coords', items: some }, tools));
    }
  },
);

const { blocks } = planBlocks(world, { format: 'webp', quality: 80, effort: 2 });
const { width, height } = world;
const cut = async (format: TileFormat, effort: number) => {
  const settings = { format, quality: 80, effort, max_zoom: maxZoom(world), width, height };
  let made = 0;
  for (const some of inBatches(blocks, BATCH_ITEMS.tile)) {
    const { tiles_created } = wellDone(
      await tileBatch({ ...job, stage: 'tile', settings, items: some }, { work, tiles, pictures: sharpPictures }),
    );
    made += tiles_created;
  }
  return { made, settings };
};
await cut('webp', 0);
for (const [format, effort] of [
  ...[0, 2, 4, 6].map((each) => ['webp', each] as const),
  ['webp-lossless', 0],
  ['png', 0],
] as const) {
  const { settings } = await timed(
    `tile, ${format} ${effort}: ms a tile`,
    ({ made }) => made,
    () => cut(format, effort),
  );
  let stored = 0;
  let count = 0;
  for await (const tile of tiles.list('')) {
    stored += tile.bytes;
    count++;
  }
  times[`tile, ${format} ${effort}: bytes a tile`] = stored / count;
  if (format === 'webp' && effort === 2) {
    await timed(
      'top: ms a tile',
      (top) => top.tiles_created,
      () => makeTop({ ...job, settings }, { work, tiles, pictures: sharpPictures }),
    );
  }
  for await (const tile of tiles.list('')) await tiles.delete(tile.key);
}
const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
times['bytes a megapixel of shots'] = bytes / megapixels;
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, value]) => [name, Number(value.toFixed(2))]))),
);
