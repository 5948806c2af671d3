import type { Clock } from '../../../kernel/clock.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { MediaStore } from '../../../media/ports.ts';
import { planKey } from '../../keys.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { Area, JobRef, PlanAnswer, PlanRequest } from '../../workflow.ts';
import { readJson, writeLines } from '../files.ts';
import { requireReached } from '../jobs/move-job.ts';
import { countTiles } from '../tiling/pyramid.ts';
import { wholePixels, worldOf } from '../world.ts';
import { captureSize } from './capture-size.ts';

export type PlanTools = {
  work: ObjectStore;
  pictures: Pick<PictureCodec, 'measure'>;
  media: MediaStore;
  maps: Maps;
  jobs: Jobs;
  clock: Clock;
};

/**
 * Makes the list of areas, keeps their screenshots from going, counts all tasks and sets the job running. Positions are
 * rounded to whole px.
 * @throws TesseraError `outside_map`, `no_readable_shot`, `shots_expired`, `job_ended`
 */
export async function plan(ref: JobRef, tools: PlanTools): Promise<PlanAnswer> {
  const { work, media, maps, jobs, clock } = tools;
  const request = await readJson<PlanRequest>(work, planKey(ref.build, 'request.json'));
  const size = await captureSize(request.shots, work, tools.pictures);
  const areas = areasOf(request, size);
  const map = await maps.find(ref.map_id);
  const world = worldOf(
    areas.map(({ name, nominal }) => ({ name, at: nominal, ...size })),
    map?.published_build ? map.origin : undefined,
  );
  refuseExpired(await media.keep(request.shots.map(({ screenshot_id }) => screenshot_id)), request);
  await writeLines(work, planKey(ref.build, 'areas.jsonl'), areas);

  const answer = { areas: areas.length, tiles: countTiles(world) };
  const totals = {
    capture_total: answer.areas,
    coords_total: answer.areas,
    tile_total: answer.tiles,
    cleanup_total: answer.areas,
    total_tasks: 3 * answer.areas + answer.tiles,
    started_at: clock().toISOString(),
  };
  const started = await jobs.start(ref, totals, clock().toISOString());
  if (!started) await requireReached(jobs, ref, 'capturing');
  return answer;
}

/** Row by row, so that a batch has neighbours. */
function areasOf({ shots }: PlanRequest, size: Area['size']): Area[] {
  const sorted = shots.toSorted((a, b) => a.row - b.row || a.col - b.col);
  return sorted.map(({ name, row, col, nominal, screenshot_id, key, sha256, bytes }) => ({
    id: `r${row}_c${col}`,
    name,
    row,
    col,
    nominal: wholePixels(nominal),
    shot: { id: screenshot_id, key, sha256, bytes },
    size,
  }));
}

function refuseExpired(gone: string[], { shots }: PlanRequest): void {
  if (gone.length === 0) return;
  const ids = new Set(gone);
  const names = shots.filter(({ screenshot_id }) => ids.has(screenshot_id)).map(({ name }) => name);
  const message = `Screenshots went before the job began: ${names.slice(0, 10).join(', ')} (${gone.length}). Upload them again.`;
  throw new TesseraError('shots_expired', 410, message);
}
