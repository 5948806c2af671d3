import type { Clock } from '../../../kernel/clock.ts';
import { unavailable } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { Media, MediaStore } from '../../../media/ports.ts';
import type { GameCapture } from '../../game-capture.ts';
import { planKey } from '../../keys.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Builds, InputsLock, JobRecord, Jobs } from '../../ports/jobs.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { CreateJobAnswer, CreateJobRequest, ShotsRequest } from '../../schemas.ts';
import type { JobRef, PlanRequest } from '../../workflow.ts';
import { JSON_TYPE } from '../files.ts';
import { ownMap } from '../maps/own-map.ts';
import { refuseContradictions, refuseUnknownScreenshots } from './check-request.ts';
import { gameCapture } from './game-capture.ts';
import { inputsHash } from './inputs-hash.ts';
import { launch } from './launch.ts';
import { newJob } from './new-job.ts';
import { isOldClaim } from './old-claim.ts';

export type CreateJobTools = {
  maps: Maps;
  jobs: Jobs;
  builds: Builds;
  media: MediaStore;
  work: ObjectStore;
  executions: Executions;
  clock: Clock;
  ids: Ids;
};

/**
 * Stores the request and starts its build on top of the published one, or with `full` from nothing. The published build of exactly
 * these inputs is answered instead (`unchanged: true`; with `full` only one that was made from nothing), and so is a job that is
 * building from them right now, whichever of both it does (`base` tells): one request sent twice makes one build.
 */
export async function createJob(
  request: CreateJobRequest,
  owner: string,
  tools: CreateJobTools,
): Promise<CreateJobAnswer> {
  const map = await ownMap(request.game_id, owner, tools.maps);
  const { shots = [] } = request;
  refuseContradictions(shots);
  const ids = shots.map(({ screenshot_id }) => screenshot_id as string);
  const media = await tools.media.find(request.capture ? [request.capture.save, ...ids] : ids);
  const found = new Map(media.map((one) => [one.id, one]));
  refuseUnknownScreenshots({ ...request, shots }, owner, found);
  const capture = request.capture && gameCapture(request.capture, map, found);
  const hash = inputsHash({ ...request, shots, capture }, new Map(media.map(({ id, sha256 }) => [id, sha256])));
  const unchanged = await publishedFrom(hash, request, map, tools);
  return unchanged ?? startOnce(planRequest({ ...request, shots }, capture, map, hash, found, tools.ids), map, tools);
}

async function publishedFrom(
  hash: string,
  { full }: CreateJobRequest,
  map: MapRecord,
  { builds, jobs, executions }: CreateJobTools,
) {
  const build = map.published_build && (await builds.find(map.map, map.published_build));
  if (!build || build.inputs_hash !== hash || (full && build.base)) return undefined;
  const job = await jobs.find(build.job_id);
  // Jobs go some time after their end, and who asks for this one must find it: a new one then.
  if (!job) return undefined;
  return answerOf(job, { unchanged: true, base: build.base }, executions);
}

function planRequest(
  { shots, game_id, save_data_id, exact, boxes, keep_shots, format, quality, effort, full }: ShotsRequest,
  capture: GameCapture | undefined,
  { owner, published_build: base }: MapRecord,
  inputs_hash: string,
  media: ReadonlyMap<string, Media>,
  ids: Ids,
): PlanRequest {
  const withMedia = shots.map((shot) => {
    const { key, sha256, bytes, type } = media.get(shot.screenshot_id)!;
    return { ...shot, key, sha256, bytes, type };
  });
  const ref = { job_id: `job_${ids.ulid()}`, map_id: game_id, build: ids.ulid(), attempt: 1 };
  const options = { exact, ...(boxes && { boxes }), keep_shots, format, quality, effort };
  const origin = { ...(base && !full && { base }), ...(capture && { capture }) };
  // What nothing uses yet was sent for this job; what builds keep was paid for before.
  const uploaded = [...media.values()].filter(({ expires_at }) => expires_at !== undefined).length;
  return { ...ref, owner, save_data_id, inputs_hash, options, shots: withMedia, uploaded, ...origin };
}

/**
 * The lock on the inputs decides between requests that come at once: whoever loses answers the winner's job. It is claimed
 * first; then the request is stored, then the job, and only then the execution starts. So a request that dies on the way
 * leaves what the next one of the same inputs finds and goes on with.
 */
async function startOnce(request: PlanRequest, map: MapRecord, tools: CreateJobTools): Promise<CreateJobAnswer> {
  const { jobs, builds, executions, clock } = tools;
  for (let attempt = 0; attempt < 3; attempt++) {
    const holder = await jobs.lockedBy(map.map, request.inputs_hash);
    const current = holder && (await jobs.find(holder.job_id));
    if (current && ['preparing', 'running'].includes(current.status)) {
      // Whoever made it may have died before the start; a second start is harmless.
      if (current.status === 'preparing') await launch(current, tools);
      const made = await builds.find(map.map, current.build);
      return answerOf(current, { unchanged: false, base: made?.base }, executions);
    }
    const mine = await claim(request, current ? { ...holder!, claimed: false } : holder, map, tools);
    if (!mine) continue;
    await tools.work.putOnce(planKey(mine.build, 'request.json'), JSON.stringify(mine), JSON_TYPE);
    const { job, build } = newJob(mine, map, clock());
    if (await jobs.create(job, build)) {
      await launch(job, tools);
      return answerOf(job, { unchanged: false, base: build.base }, executions);
    }
  }
  throw unavailable('Another request for the same build came in between. Try again.');
}

/**
 * The request with the ids that hold the lock now: its own, or those of a claim whose job is not stored (yet, or because
 * whoever made it died). Two that come at once make the same job so, whichever of them stores it. Undefined when it lost.
 */
async function claim(
  request: PlanRequest,
  holder: InputsLock | undefined,
  { published_build = '' }: MapRecord,
  { jobs, clock }: CreateJobTools,
): Promise<PlanRequest | undefined> {
  // Builds are ordered by their ids, and one older than the published build would never be published. An old claim names
  // uploads that have expired since.
  if (holder?.claimed && holder.build > published_build && !isOldClaim(holder, clock()))
    return { ...request, job_id: holder.job_id, build: holder.build };
  const { job_id, build, map_id, inputs_hash } = request;
  const mine = { job_id, build, claimed: true };
  return (await jobs.claim(map_id, inputs_hash, mine, holder)) ? request : undefined;
}

const answerOf = (
  job: JobRef & Pick<JobRecord, 'status'>,
  { unchanged, base = null }: { unchanged: boolean; base: string | null | undefined },
  executions: Executions,
): CreateJobAnswer => ({
  job_id: job.job_id,
  map: job.map_id,
  build: job.build,
  status: job.status,
  execution_id: executions.idOf(job),
  unchanged,
  base,
});
