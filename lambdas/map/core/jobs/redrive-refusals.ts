/** Why a failed job cannot go on. */
import { TIMEOUT_SECONDS } from '../../../../lib/limits.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { Builds, JobRecord, Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { createAgain } from './create-again.ts';
import { removed, requestOf } from './request-of.ts';
import { superseded } from './superseded.ts';

/**
 * The build is kept and can still be published.
 * @throws TesseraError 404 when its map is being deleted; 409 `removed`, `superseded`
 */
export async function refuseUnpublishable(
  job: JobRecord,
  tools: { maps: Maps; builds: Builds; work: ObjectStore },
): Promise<void> {
  const { job_id, map_id, build, stage } = job;
  const map = await tools.maps.find(map_id);
  if (!map) throw notFound('map', map_id);
  const row = await tools.builds.find(map_id, build);
  if (!row || row.removed_at) throw removed(job_id, job.game);
  // Builds are ordered by their ids. One that was published before it failed only has to be cleaned up after.
  if (stage === 'cleaning' || (map.published_build ?? '') <= build) return;
  throw superseded(`the job ${job_id} makes an older one.`, {
    map: map_id,
    published_build: map.published_build!,
    request: await requestOf(job, tools.work),
  });
}

/**
 * The job that holds the lock on the inputs: this one, one that has ended, or none.
 * @throws TesseraError `inputs_taken` (409) while another one makes the same
 */
export async function holderOfInputs(
  { job_id, map_id, game }: JobRecord,
  inputs_hash: string,
  jobs: Jobs,
): Promise<string | undefined> {
  const lock = await jobs.lockedBy(map_id, inputs_hash);
  if (lock === undefined || lock.job_id === job_id) return lock?.job_id;
  const holder = await jobs.find(lock.job_id);
  const isBuilding = holder?.status === 'preparing' || holder?.status === 'running';
  // What was claimed and not stored yet belongs to a request that may still come (create-job.ts).
  if (!isBuilding && !lock.claimed) return lock.job_id;
  const way = isBuilding
    ? `Follow it: tessera map status ${lock.job_id}`
    : `Send its request again: ${createAgain(game)}`;
  throw conflict('inputs_taken', `The job ${lock.job_id} makes the map ${map_id} of the same shots. ${way}`);
}

/**
 * Workers that an execution left behind when it died would go on with the screenshots as they were.
 * @throws TesseraError 409 `published`, `workers_running`
 */
export function refuseTooLate({ job_id, map_id, game, stage, error, completed_at }: JobRecord, now: Date): void {
  if (stage === 'cleaning') {
    const message = `The build of the job ${job_id} is published. Make a new one of the repaired shots: ${createAgain(game)}; or redrive without them to finish cleaning up map ${map_id}.`;
    throw conflict('published', message);
  }
  const longest = { tiling: TIMEOUT_SECONDS.worker, verifying: TIMEOUT_SECONDS.top }[stage as 'tiling' | 'verifying'];
  if (!longest || !error?.code.startsWith('execution_') || !completed_at) return;
  const left = Math.ceil(longest - (now.getTime() - Date.parse(completed_at)) / 1000);
  if (left <= 0) return;
  const message = `Workers of the attempt that died may still store tiles. Redrive with repaired shots in ${left} s, or without them now.`;
  throw conflict('workers_running', message);
}
