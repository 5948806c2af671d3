/** A whole platform in memory and the state machine's walk through it, with the real workers. For tests. */
import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import { inBatches } from '../../../kernel/pool.ts';
import { loadOpenCv } from '../../adapters/opencv/load-opencv.ts';
import { planKey, todoKey } from '../../keys.ts';
import type { Pair, XY } from '../../placement.ts';
import type { BuildRecord } from '../../ports/jobs.ts';
import type { Kernel } from '../../ports/kernel.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import { jobsInMemory, mapsInMemory, mediaInMemory } from '../../ports/memory-rows.fixture.ts';
import type { Pixels } from '../../ports/pictures.ts';
import { ShotsRequest, type StageName } from '../../schemas.ts';
import type { Batch, BatchResult, CoordsDone, CoordsItem, JobRef, LocatedShot, TileSettings } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import { captureBatch } from '../capture/capture-batch.ts';
import { fakeGrid } from '../capture/fake-game.fixture.ts';
import { uploadedShots } from '../capture/uploaded.ts';
import { cleanupBatch } from '../cleanup-batch.ts';
import { coordsBatch } from '../coords-batch.ts';
import { readLines, writeJson, writeLines } from '../files.ts';
import { createJob } from '../jobs/create-job.ts';
import { asSeen } from '../jobs/never-started.ts';
import { createMap } from '../maps/create-map.ts';
import { createShotTickets } from '../maps/create-shot-tickets.ts';
import { calibrate } from '../registration/calibrate.ts';
import { tileBatch } from '../tiling/tile-batch.ts';
import { makeTop } from '../tiling/top.ts';
import { landscape } from '../tiling/world.fixture.ts';
import { calibrateBuild } from './calibrate.ts';
import type { GameGridOf } from './capture-plan.ts';
import { check } from './check.ts';
import { plan } from './plan.ts';
import { publish } from './publish.ts';
import { rememberingPictures } from './remembering-pictures.fixture.ts';
import { solve } from './solve.ts';
import { verify } from './verify.ts';

export const ada = { sub: 'ada', scopes: [] };

/** @param batch items that a worker gets at once; with a kernel shots are really compared */
export async function platform({ batch = 1, kernel }: { batch?: number; kernel?: Kernel } = {}) {
  let made = 0;
  const number = () => String(++made).padStart(4, '0');
  const clock = () => new Date(Date.UTC(2026, 0, 1, 0, 0, made));
  const { builds: buildRows, ...rows } = jobsInMemory();
  const jobs = {
    ...rows,
    find: async (id: string) => {
      const job = await rows.find(id);
      return job && asSeen(job, clock());
    },
  };
  const maps = mapsInMemory([], jobs);
  const builds = {
    ...buildRows,
    // The map decides, in the same write.
    async retire(build: BuildRecord, at: string) {
      const { published_build, previous_build } = maps.rows.get(build.map) ?? {};
      return [published_build, previous_build].includes(build.build) ? false : buildRows.retire(build, at);
    },
  };
  const shotRows = new Map<string, LocatedShot & { completed_tiles_count: number }>();
  const [started, stopped, removals]: [JobRef[], JobRef[], JobRef[]] = [[], [], []];
  const tools = {
    clock,
    ids: {
      ulid: () => `${encodeTime(clock().getTime(), 10)}AAAAAAAAAAAA${number()}`,
      screenshot: () => `shot_${number()}`,
      save: () => `save_${number()}`,
      album: () => `album_${number()}`,
      photo: () => `photo_${number()}`,
      share: () => `share_${number()}`,
      slug: (name: string, mark: string) => `${name.toLowerCase()}${mark}${number()}`,
    },
    maps,
    jobs,
    builds,
    media: mediaInMemory(() => clock().getTime() / 1000),
    urls: { sign: async ({ key }: { key: string }) => ({ url: `https://bucket.test/${key}`, headers: {} }) },
    executions: {
      idOf: ({ job_id }: JobRef) => `execution:${job_id}`,
      start: async (ref: JobRef) => void started.push(ref),
      stop: async (ref: JobRef) => void stopped.push(ref),
    },
    removals: { start: async (ref: JobRef) => void removals.push(ref) },
    shots: {
      put: async (_: object, rows: LocatedShot[]) =>
        rows.forEach((row) => void shotRows.set(row.id, { ...row, completed_tiles_count: 0 })),
      complete: async (_: object, rows: LocatedShot[]) =>
        rows.forEach(
          (row) => void shotRows.set(row.id, { ...row, completed_tiles_count: row.required_by_tiles_count }),
        ),
      remove: async (_: string, ids: string[]) => ids.forEach((id) => void shotRows.delete(id)),
    },
    work: memoryObjects(),
    tiles: memoryObjects(),
    ...{ pictures: rememberingPictures, tileWorkers: 2 },
    gameGrid: fakeGrid as GameGridOf,
  };
  const { map } = await createMap({ name: 'City' }, ada.sub, tools);
  /** Items that were given to workers: `stage id`. */
  const worked: string[] = [];
  /** Key of a screenshot -> where it was taken. */
  const truth = new Map<string, XY>();
  return {
    ...tools,
    batch,
    kernel,
    worked,
    truth,
    map: map.map,
    shotRows,
    started,
    stopped,
    removalsStarted: removals,
  };
}
export type Platform = Awaited<ReturnType<typeof platform>>;
/** Where a shot is taken, where it was planned when that is not the same, and what it shows when that is not the landscape. */
export type Placed = { x: number; y: number; width?: number; height?: number; planned?: XY } & {
  row?: number;
  col?: number;
  pixels?: Pixels;
};
/** Two neighbours that begin inside the second tile from the left. */
export const NEIGHBOURS = [
  { x: 600, y: 100 },
  { x: 1100, y: 110 },
] as const satisfies Placed[];

/** Four shots in a row, planned every 500 px and taken somewhere near it. */
export const BESIDE_THEIR_PLAN: Placed[] = [
  { x: 3, y: 20, planned: [0, 0] },
  { x: 488, y: 9, planned: [500, 0] },
  { x: 1016, y: 14, planned: [1000, 0] },
  { x: 1497, y: 30, planned: [1500, 0] },
];

/** Announces and uploads shots of the landscape; the request that builds a map from them. */
export async function upload(on: Platform, places: readonly Placed[], options: object = {}): Promise<ShotsRequest> {
  const pictures = await Promise.all(
    places.map(({ x, y, width = 640, height = 520, pixels = landscape({ x, y, width, height }) }) =>
      on.pictures.encodeLossless(pixels),
    ),
  );
  const files = pictures.map((body, index) => ({
    ...{ name: `r00_c0${index}.png`, bytes: body.length, type: 'image/png' as const },
    sha256: createHash('sha256').update(body).digest('hex'),
  }));
  const tickets = await createShotTickets(on.map, { files }, ada, on);
  for (const [index, { screenshot_id }] of tickets.entries()) {
    const key = `screenshots/${on.map}/${screenshot_id}`;
    on.truth.set(key, [places[index]!.x, places[index]!.y]);
    await on.work.put(key, pictures[index]!, { contentType: 'image/png' });
  }
  const shots = tickets.map(({ name, screenshot_id }, index) => {
    const { x, y, planned: nominal = [x, y], row = 0, col = index } = places[index]!;
    return { name, screenshot_id: screenshot_id as `shot_${string}`, row, col, nominal };
  });
  const given = { game_id: on.map, save_data_id: 'save', exact: true, format: 'png', effort: 0, ...options };
  return { ...ShotsRequest.omit({ shots: true }).parse(given), shots };
}

export async function newBuild(on: Platform, places: readonly Placed[], options: object = {}): Promise<JobRef> {
  await createJob(await upload(on, places, options), ada.sub, on);
  return on.started.at(-1)!;
}

const FILE = { capture: 'areas.jsonl', coords: 'shots.jsonl', tile: 'blocks.jsonl', cleanup: 'cleanup.jsonl' } as const;

/** A Distributed Map and its ResultWriter. Answers what the next step gets. */
export async function fanOut<Item extends { id: string }>(
  on: Platform,
  ref: JobRef,
  stage: StageName,
  work: (batch: Batch<Item>) => Promise<BatchResult>,
) {
  const file = FILE[stage];
  const list = file === 'cleanup.jsonl' ? planKey(ref.build, file) : todoKey(ref.build, ref.attempt, file);
  const items = await readLines<Item>(on.work, list);
  on.worked.push(...items.map(({ id }) => `${stage} ${id}`));
  const results: BatchResult[] = [];
  for (const some of inBatches(items, on.batch)) results.push(await work({ ...ref, stage, items: some }));
  const prefix = `builds/${ref.build}/results/${stage}/${ref.attempt}`;
  await writeLines(on.work, `${prefix}/run/SUCCEEDED_0.jsonl`, results);
  const succeeded = [{ Key: `${prefix}/run/SUCCEEDED_0.jsonl`, Size: 1 }];
  const manifest = { ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED: succeeded } };
  await writeJson(on.work, `${prefix}/run/manifest.json`, manifest);
  return { ...ref, stage, results: { Bucket: 'work', Key: `${prefix}/run/manifest.json` } };
}

/** Up to the answer of the check after the stage capture. */
export async function capture(on: Platform, ref: JobRef) {
  await plan(ref, on);
  const captured = await fanOut(on, ref, 'capture', (batch: Batch<never>) =>
    captureBatch(batch, { driver: uploadedShots(on.work), pictures: on.pictures, work: on.work }),
  );
  return check(captured, on);
}

export async function locate(on: Platform, ref: JobRef): Promise<{ settings: TileSettings }> {
  await compareAll(on, ref);
  return solve(ref, on);
}

/** Up to the answer of the check after the stage coords. */
export async function compareAll(on: Platform, ref: JobRef) {
  const tools = on.kernel && { ...on, kernel: on.kernel, openCv: loadOpenCv };
  if (tools) await calibrateBuild(ref, { work: on.work, calibrate: (some, given) => calibrate(some, given, tools) });
  const located = await fanOut(on, ref, 'coords', (batch: Batch<CoordsItem>) =>
    tools ? coordsBatch(batch, tools) : compare(batch, on),
  );
  return check(located, on);
}

/** A stage coords that cannot err: every pair is sure of where its shots were taken. What it computes with has tests of its own. */
const compare = (batch: Batch<CoordsItem>, { truth }: Platform): Promise<BatchResult<CoordsDone>> =>
  runBatch(batch, async ({ id, key, neighbours }) => {
    const pairs = neighbours.map((other): Pair => {
      const [from, to] = [truth.get(key)!, truth.get(other.key)!];
      const offsets = [{ at: [to[0] - from[0], to[1] - from[1]] as XY, score: 9 }];
      return { a: id, b: other.id, side: other.side, offsets, confidence: 0.999, sigma: 0, reason: 'sure' };
    });
    return { done: { pairs } };
  });

export async function cutTiles(on: Platform, ref: JobRef, settings: TileSettings) {
  await check(await fanOut(on, ref, 'tile', (batch: Batch<never>) => tileBatch({ ...batch, settings }, on)), on);
  await makeTop({ ...ref, settings }, on);
}

export async function cleanUp(on: Platform, ref: JobRef) {
  return check(await fanOut(on, ref, 'cleanup', (batch: Batch<never>) => cleanupBatch(batch, on.work)), on);
}

/** From the start of the execution to tiles that are verified. */
export async function buildTiles(on: Platform, ref: JobRef) {
  await capture(on, ref);
  const { settings } = await locate(on, ref);
  await cutTiles(on, ref, settings);
  return verify(ref, on);
}

export async function buildAndPublish(on: Platform, ref: JobRef) {
  await buildTiles(on, ref);
  const published = await publish(ref, on);
  await cleanUp(on, ref);
  return published;
}
