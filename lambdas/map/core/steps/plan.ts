import { TesseraError } from '../../../kernel/errors.ts';
import { allToEnd } from '../../../kernel/pool.ts';
import { capturedKey, locatedKey, planKey, todoKey } from '../../keys.ts';
import type { JobChanges, JobRecord, Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { Area, Captured, GameArea, GameRef, JobRef, Located, PlanAnswer, PlanRequest } from '../../workflow.ts';
import { isThere, withTaken } from '../capture/taken-shots.ts';
import { findJson, readJson, writeJson, writeLines } from '../files.ts';
import { requireOpen, requireReached } from '../jobs/move-job.ts';
import { isCompared } from '../neighbours/coords-left.ts';
import { shotOfArea, withNeighbours } from '../neighbours/neighbours.ts';
import { countTiles } from '../tiling/pyramid.ts';
import { cornerOf, refuseOutside, tileCornerOf, wholePixels, worldOf } from '../world.ts';
import { type GameGridOf, planCaptures } from './capture-plan.ts';
import { captureSize } from './capture-size.ts';
import { refuseWrongBoxes } from './given-boxes.ts';
import { type LetGoTools, letGo, mediaOf } from './release-shots.ts';
import { type SoundFiles, sizeOfMost, soundFilesOf, takeCaptures } from './take-captures.ts';

export type PlanTools = LetGoTools & {
  gameGrid: GameGridOf;
  pictures: Pick<PictureCodec, 'measure'>;
  maps: Maps;
  jobs: Jobs;
};

/**
 * Makes the list of areas, keeps their screenshots from going, counts all tasks and sets the job running. Positions are
 * rounded to whole px. In a later attempt, and on top of a base, only those areas are to be captured that are not yet, or have a repaired screenshot;
 * a build that has published already only has to be cleaned up.
 * @throws TesseraError `outside_map`, `outside_capture`, `covers_capture`, `no_readable_shot`, `shots_expired`, `job_ended`
 */
export async function plan(ref: JobRef, tools: PlanTools): Promise<PlanAnswer> {
  const { work, media, maps, jobs, clock } = tools;
  const { build, attempt } = ref;
  const job = await requireOpen(jobs, ref);
  if (job.stage === 'cleaning') return resumeCleaning(job, tools);
  const [captured = {}, located = {}, map] = await Promise.all([
    findJson<Captured>(work, capturedKey(build)),
    findJson<Located>(work, locatedKey(build)),
    maps.find(ref.map_id),
  ]);
  const { request, size, sound } = await takeRequest(job, captured, tools);
  const areas = areasOf(request, { width: size.width, height: size.height });
  const taken = await takeCaptures({ map_id: ref.map_id, areas }, captured, sound, work);
  const todo = areas.filter(({ id, shot }) => captured[id]?.shot !== shot.id);
  const fixed = new Map(request.shots.map((shot) => [shot.screenshot_id as string, shot.fixed]));
  const pictures = areas.map(({ name, nominal, shot, size: each }) => {
    return { name, at: wholePixels(fixed.get(shot.id) ?? nominal), ...each };
  });
  const origin = (map?.published_build && map.origin) || undefined;
  const { exact } = request.options;
  // Where others lie their pictures say: Solve knows, and the plan may drift from it as far as it likes.
  const known = pictures.filter((_, index) => exact || fixed.get(areas[index]!.shot.id) !== undefined);
  if (origin) refuseOutside(known, { origin }, { exact });
  const world = worldOf(pictures, origin ? cornerOf([...pictures, { at: origin }]) : tileCornerOf(pictures));
  refuseWrongBoxes(request.options.boxes ?? [], size);
  refuseExpired(await media.keep(mediaOf(request).map(({ id }) => id)), request);
  await allToEnd([
    taken > 0 && writeJson(work, capturedKey(build), captured),
    writeLines(work, planKey(build, 'areas.jsonl'), areas),
    writeLines(work, todoKey(build, attempt, 'areas.jsonl'), todo),
  ]);

  const counts = { areas: areas.length, tiles: countTiles(world), todo: todo.length };
  const answer = { ...counts, published: false, game: gameRefOf(request) };
  const compared = withNeighbours(areas.map(shotOfArea), request.options).filter((shot) => isCompared(shot, located));
  const changes = totalsOf(answer, compared.length, job, clock());
  const started = await jobs.start(ref, 'capturing', changes, clock().toISOString());
  if (!started) await requireReached(jobs, ref, 'capturing');
  await letReplacedGo(request, tools);
  return answer;
}

/** An attempt before has published; what it had to clean up is done from its beginning. */
async function resumeCleaning(job: JobRecord, { jobs, clock }: PlanTools): Promise<PlanAnswer> {
  const { capture_total: areas, tile_total: tiles, cleanup_total, total_tasks } = job;
  const changes = { cleanup_completed: 0, completed_tasks: total_tasks - cleanup_total };
  if (!(await jobs.start(job, 'cleaning', changes, clock().toISOString()))) await requireReached(jobs, job, 'cleaning');
  return { areas, tiles, todo: 0, published: true, game: null };
}

/**
 * The build's request, with the shots that a game is to take; the size of all its captures, whatever the repaired ones say; and what
 * the base knows of their files. One with repaired screenshots takes its place first.
 */
async function takeRequest(
  { build, request: key }: JobRecord,
  captured: Captured,
  tools: PlanTools,
): Promise<{ request: PlanRequest; size: Area['size']; sound: SoundFiles }> {
  const { work, pictures } = tools;
  const own = planKey(build, 'request.json');
  const asked = withTaken(await readJson<PlanRequest>(work, key ?? own), captured);
  const planned = asked.capture && (await planCaptures(asked, asked.capture, tools));
  const request = planned?.request ?? asked;
  if (key !== undefined || planned) await writeJson(work, own, request);
  const sound = await soundFilesOf(request, work);
  const known = planned?.size ?? Object.values(captured)[0] ?? sizeOfMost(request.shots, sound);
  return { request, size: known ?? (await captureSize(request.shots, work, pictures)), sound };
}

const gameRefOf = ({ capture }: PlanRequest): GameRef | null => {
  if (!capture) return null;
  const { key, sha256, bytes } = capture.save;
  return { name: capture.game, save: { key, sha256, bytes } };
};

/** Every count of the job as this attempt begins: what earlier ones did is counted where it is kept, and nowhere twice. */
function totalsOf(
  { areas, tiles, todo }: PlanAnswer,
  located: number,
  { started_at }: JobRecord,
  now: Date,
): JobChanges {
  const captured = areas - todo;
  return {
    ...{ capture_total: areas, coords_total: areas, tile_total: tiles, cleanup_total: areas },
    ...{ capture_completed: captured, coords_completed: located, tile_completed: 0, cleanup_completed: 0 },
    ...{ capture_known: captured, coords_known: located },
    total_tasks: 3 * areas + tiles,
    completed_tasks: captured + located,
    tiles_created: 0,
    tiles_copied: 0,
    started_at: started_at ?? now.toISOString(),
  };
}

/** Screenshots that repaired ones took the place of, unless another build uses them. */
async function letReplacedGo(request: PlanRequest, tools: PlanTools): Promise<void> {
  const { replaced = [] } = request;
  if (replaced.length === 0) return;
  const kept = await letGo(
    request,
    replaced.map(({ screenshot_id }) => screenshot_id),
    tools,
  );
  const going = replaced.filter(({ screenshot_id }) => !kept.has(screenshot_id));
  await tools.work.deleteAll(going.map(({ key }) => key));
}

/** Row by row, so that a batch has neighbours. */
function areasOf({ shots, options }: PlanRequest, size: Area['size']): (Area | GameArea)[] {
  const sorted = shots.toSorted((a, b) => a.row - b.row || a.col - b.col);
  return sorted.map(({ name, row, col, nominal, screenshot_id, key, sha256, bytes }) => ({
    id: `r${row}_c${col}`,
    name,
    row,
    col,
    nominal: wholePixels(nominal),
    shot: { id: screenshot_id, key, ...(isThere({ sha256 }) && { sha256, bytes }) },
    size,
    ...(!options.keep_shots && { preview: true as const }),
  }));
}

function refuseExpired(gone: string[], request: PlanRequest): void {
  if (gone.length === 0) return;
  const ids = new Set(gone);
  const names = mediaOf(request).flatMap(({ id, name }) => (ids.has(id) ? [name] : []));
  const message = `Uploads went before the job began: ${names.slice(0, 10).join(', ')} (${gone.length}). Upload them again.`;
  throw new TesseraError('shots_expired', 410, message);
}
