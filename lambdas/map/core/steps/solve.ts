import type { Clock } from '../../../kernel/clock.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { planKey, positionsKey } from '../../keys.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shots } from '../../ports/shots.ts';
import type {
  CapturedShot,
  CoordsDone,
  LocatedShot,
  Outcome,
  PlanRequest,
  Positions,
  SolveAnswer,
  SolveInput,
} from '../../workflow.ts';
import { readJson, readLines, writeJson, writeLines } from '../files.ts';
import { moveJob } from '../jobs/move-job.ts';
import { planBlocks } from '../tiling/blocks.ts';
import { maxZoom, nativeGrid } from '../tiling/pyramid.ts';
import { wholePixels, worldOf } from '../world.ts';
import { readOutcomes } from './results.ts';

export type SolveTools = { work: ObjectStore; maps: Maps; jobs: Jobs; shots: Shots; clock: Clock };

/**
 * Fixes the map's origin (unless a published build did), places every shot on it and lists the blocks of tiles. The same results give
 * the same files, so a repeat is harmless.
 * @throws TesseraError `outside_map`, `not_located`, `job_ended`
 */
export async function solve(input: SolveInput, { work, maps, jobs, shots, clock }: SolveTools): Promise<SolveAnswer> {
  const { map_id, build } = input;
  const { options } = await readJson<PlanRequest>(work, planKey(build, 'request.json'));
  const captured = await readLines<CapturedShot>(work, planKey(build, 'shots.jsonl'));
  const located = place(captured, await readOutcomes<CoordsDone>(work, input.results.Key));
  const pictures = located.map(({ position, ...shot }) => ({ ...shot, at: position }));
  const world = worldOf(pictures, await maps.fixOrigin(map_id, worldOf(pictures).origin));
  const onMap = located.map((shot) => ({ ...shot, position: minus(shot.position, world.origin) }));

  const { blocks, requiredByTiles } = planBlocks({ width: world.width, height: world.height, shots: onMap });
  const positions: Positions = {
    ...world,
    max_zoom: maxZoom(world),
    tiles: nativeGrid(world),
    shots: onMap.map((shot) => ({ ...shot, required_by_tiles_count: requiredByTiles.get(shot.id)! })),
  };
  await writeJson(work, positionsKey(build), positions);
  await writeLines(work, planKey(build, 'blocks.jsonl'), blocks);
  await shots.put(input, positions.shots);
  await moveJob(jobs, input, { from: 'locating', to: 'tiling' }, clock());
  const { format, quality, effort } = options;
  const { max_zoom, width, height } = positions;
  return { settings: { format, quality, effort, max_zoom, width, height } };
}

const minus = ([x, y]: [number, number], origin: [number, number]): [number, number] => [x - origin[0], y - origin[1]];

/** In plan px. */
function place(
  captured: CapturedShot[],
  outcomes: Map<string, Outcome<CoordsDone>>,
): Omit<LocatedShot, 'required_by_tiles_count'>[] {
  return captured.map(({ exact: _, ...shot }) => {
    const outcome = outcomes.get(shot.id);
    if (!outcome?.ok) throw new TesseraError('not_located', 500, `${shot.name} has no position. Start the job again.`);
    const { position, confidence, reason } = outcome;
    return { ...shot, position: wholePixels(position), confidence, reason };
  });
}
