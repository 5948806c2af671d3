import type { Clock } from '../../../kernel/clock.ts';
import { planKey, positionsKey, todoKey } from '../../keys.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shots } from '../../ports/shots.ts';
import type {
  CoordsItem,
  JobRef,
  LocatedShot,
  PlanRequest,
  Positions,
  SolveAnswer,
  TileSettings,
} from '../../workflow.ts';
import { readJson, readLines, writeJson, writeLines } from '../files.ts';
import { moveJob } from '../jobs/move-job.ts';
import { planBlocks } from '../tiling/blocks.ts';
import { maxZoom, nativeGrid } from '../tiling/pyramid.ts';
import { refuseOutside, wholePixels, worldOf } from '../world.ts';
import { blocksLeft } from './blocks-left.ts';

export type SolveTools = {
  work: ObjectStore;
  tiles: ObjectStore;
  maps: Maps;
  jobs: Jobs;
  shots: Shots;
  clock: Clock;
};

/**
 * Fixes the map's origin (unless a published build did), places every shot on it and lists the blocks of tiles. The same results give
 * the same files, so a repeat is harmless. In a later attempt of the job blocks that were made from the same shots are kept.
 * @throws TesseraError `outside_map`, `job_ended`
 */
export async function solve(ref: JobRef, tools: SolveTools): Promise<SolveAnswer> {
  const { work, maps, jobs, shots, clock } = tools;
  const { map_id, build, attempt } = ref;
  const { options } = await readJson<PlanRequest>(work, planKey(build, 'request.json'));
  const located = place(await readLines<CoordsItem>(work, planKey(build, 'shots.jsonl')));
  const pictures = located.map(({ position, ...shot }) => ({ ...shot, at: position }));
  const world = worldOf(pictures, await maps.fixOrigin(map_id, worldOf(pictures).origin));
  refuseOutside(pictures, world);
  const onMap = located.map((shot) => ({ ...shot, position: minus(shot.position, world.origin) }));

  const { blocks, requiredByTiles } = planBlocks({ width: world.width, height: world.height, shots: onMap });
  const positions: Positions = {
    ...world,
    max_zoom: maxZoom(world),
    tiles: nativeGrid(world),
    shots: onMap.map((shot) => ({ ...shot, required_by_tiles_count: requiredByTiles.get(shot.id)! })),
  };
  const { format, quality, effort } = options;
  const { max_zoom, width, height } = positions;
  const settings: TileSettings = { format, quality, effort, max_zoom, width, height };
  const { todo, changes } = await blocksLeft(ref, { blocks, settings, shots: positions.shots.length }, tools);
  await writeJson(work, positionsKey(build), positions);
  await writeLines(work, planKey(build, 'blocks.jsonl'), blocks);
  await writeLines(work, todoKey(build, attempt, 'blocks.jsonl'), todo);
  await shots.put(ref, positions.shots);
  await moveJob(jobs, ref, { from: 'locating', to: 'tiling', changes }, clock());
  return { settings, todo: todo.length };
}

const minus = ([x, y]: [number, number], origin: [number, number]): [number, number] => [x - origin[0], y - origin[1]];

/** In plan px: where the plan says. */
const place = (shots: CoordsItem[]): Omit<LocatedShot, 'required_by_tiles_count'>[] =>
  shots.map(({ neighbours: _, ...shot }) => ({
    ...shot,
    position: wholePixels(shot.nominal),
    confidence: 1,
    reason: 'given',
  }));
