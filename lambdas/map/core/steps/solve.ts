import type { Clock } from '../../../kernel/clock.ts';
import { allToEnd } from '../../../kernel/pool.ts';
import { planKey, positionsKey, todoKey } from '../../keys.ts';
import type { XY } from '../../placement.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shots } from '../../ports/shots.ts';
import type {
  Block,
  JobRef,
  PlanRequest,
  Positions,
  SolveAnswer,
  TileBase,
  TileOptions,
  TileSettings,
} from '../../workflow.ts';
import { batchesOf, batchItems } from '../batch-items.ts';
import type { SeenPicture } from '../cells.ts';
import { findIntact, findIntactLines, readJson, writeJson, writeLines } from '../files.ts';
import { moveJob } from '../jobs/move-job.ts';
import { writePairs } from '../pair-bands.ts';
import { workOnTopOf } from '../tiling/block-work.ts';
import { planBlocks } from '../tiling/blocks.ts';
import { copiesASecond } from '../tiling/copy-rate.ts';
import { countTiles, maxZoom, nativeGrid } from '../tiling/pyramid.ts';
import { spreadChanges } from '../tiling/spread-changes.ts';
import { cornerOf, refuseOutside, tileCornerOf, type World, wholePixels, worldOf } from '../world.ts';
import { blocksLeft } from './blocks-left.ts';
import { type PlacedBuild, placeBuild, thousandths } from './place-build.ts';
import { seenIn } from './seen-pictures.ts';

export type SolveTools = {
  work: ObjectStore;
  tiles: ObjectStore;
  maps: Maps;
  jobs: Jobs;
  shots: Shots;
  clock: Clock;
  /** Of the stage tile, at once. */
  tileWorkers: number;
};

/**
 * Fixes the map's origin (unless a published build did), places every shot on it and lists the blocks of tiles. The same results give
 * the same files, so a repeat is harmless. In a later attempt of the job blocks that were made from the same shots are kept.
 * @throws TesseraError `outside_map`, `not_located`, `job_ended`
 */
export async function solve(ref: JobRef, tools: SolveTools): Promise<SolveAnswer> {
  const { work, maps, jobs, clock, tileWorkers: workers } = tools;
  const { map_id, build, attempt } = ref;
  const [request, shown] = await Promise.all([
    readJson<PlanRequest>(work, planKey(build, 'request.json')),
    placesShown(map_id, tools),
  ]);
  const [placed, seen, before] = await Promise.all([
    placeBuild(build, request, shown, work),
    seenIn(request, work),
    buildBefore(request.base, work),
  ]);
  const pictures = placed.shots.map(({ position, ...shot }) => ({ ...shot, at: wholePixels(position) }));
  const { exact } = request.options;
  // Where the plan only says about, its zero is no place to begin at: a few px left of it would be a tile of nothing.
  const origin = await maps.fixOrigin(map_id, exact ? tileCornerOf(pictures) : cornerOf(pictures));
  const world = worldOf(pictures, origin);
  refuseOutside(pictures, world, request.options);

  const { positions, blocks } = layOut(placed, world, { seen, options: request.options });
  const { format, quality, effort } = request.options;
  const { max_zoom, width, height } = positions;
  const base = before && baseOf(before, { ...positions, blocks: blocks.length, workers });
  const settings: TileSettings = { format, quality, effort, max_zoom, width, height, ...(base && { base }) };
  const shots = positions.shots.length;
  const { todo, changes } = await blocksLeft(ref, { blocks, settings, shots }, tools);
  const ids = positions.shots.map(({ id }) => id);
  const size = batchItems('tile', todo.length, workers);
  const inOrder = base && before.blocks ? spreadChanges(todo, workOnTopOf(before.blocks, max_zoom), size) : todo;
  await allToEnd([
    placed.pairs && writePairs(build, ids, placed.pairs, work),
    writeJson(work, positionsKey(build), positions),
    writeLines(work, planKey(build, 'blocks.jsonl'), blocks),
    writeLines(work, todoKey(build, attempt, 'blocks.jsonl'), inOrder),
    tools.shots.put(ref, positions.shots),
  ]);
  // The plan could count the tiles of planned positions only.
  const tile_total = countTiles(world);
  const totals = { tile_total, total_tasks: 3 * shots + tile_total };
  await moveJob(jobs, ref, { from: 'locating', to: 'tiling', changes: { ...totals, ...changes } }, clock());
  return { settings, todo: todo.length };
}

/** Of the published build. */
async function placesShown(map_id: string, { maps, work }: SolveTools): Promise<Positions | undefined> {
  const map = await maps.find(map_id);
  return map?.published_build === undefined
    ? undefined
    : findIntact<Positions>(work, positionsKey(map.published_build));
}

type BuildBefore = { build: string; positions: Positions | undefined; blocks: Block[] | undefined };

async function buildBefore(build: string | undefined, work: ObjectStore): Promise<BuildBefore | undefined> {
  if (build === undefined) return undefined;
  const [positions, blocks] = await Promise.all([
    findIntact<Positions>(work, positionsKey(build)),
    findIntactLines<Block>(work, planKey(build, 'blocks.jsonl')),
  ]);
  return { build, positions, blocks };
}

/** Tiles lie at the same places as long as the map's origin stays, and that is for its life once a build is published. */
function baseOf(
  { build, positions: before }: BuildBefore,
  { origin, blocks, workers }: Pick<Positions, 'origin'> & Record<'blocks' | 'workers', number>,
): TileBase | undefined {
  if (!before || String(before.origin) !== String(origin)) return undefined;
  return {
    build,
    max_zoom: before.max_zoom,
    copies_a_second: copiesASecond(batchesOf('tile', blocks, workers), workers),
  };
}

type Made = { seen: ReadonlyMap<string, SeenPicture>; options: TileOptions };

/** Everything on the map's own px, with the blocks of tiles. */
function layOut(
  { shots, boxes }: PlacedBuild,
  world: World,
  { seen, options }: Made,
): { positions: Positions; blocks: Block[] } {
  const onMap = shots.map((shot) => {
    const estimated = minus(shot.position, world.origin);
    return { ...shot, position: minus(wholePixels(shot.position), world.origin), estimated };
  });
  const { width, height } = world;
  const summed = onMap.map((shot) => ({ ...shot, ...seen.get(shot.id)! }));
  const { blocks, requiredByTiles } = planBlocks({ width, height, shots: summed, boxes }, options);
  const positions: Positions = {
    ...world,
    max_zoom: maxZoom(world),
    tiles: nativeGrid(world),
    ...(boxes && { boxes }),
    shots: onMap.map((shot) => ({ ...shot, required_by_tiles_count: requiredByTiles.get(shot.id)! })),
  };
  return { positions, blocks };
}

const minus = ([x, y]: XY, [left, top]: XY): XY => [thousandths(x - left), thousandths(y - top)];
