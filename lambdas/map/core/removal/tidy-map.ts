import { LAST_WRITE_SECONDS, UNPUBLISHED_KEPT_SECONDS } from '../../../../lib/limits.ts';
import { type Clock, epochSeconds } from '../../../kernel/clock.ts';
import { buildPrefix } from '../../keys.ts';
import type { BuildRecord, Builds, JobRecord, Jobs } from '../../ports/jobs.ts';
import type { MapRecord } from '../../ports/maps.ts';
import { isOldClaim } from '../jobs/old-claim.ts';
import { type BuildTools, removeBuild } from './remove-build.ts';
import { removeBelow } from './remove-objects.ts';

export type TidyTools = BuildTools & { builds: Builds; jobs: Jobs; clock: Clock };

/** What went, for the log. */
export type Tidied = { builds: number; objects: number; uploads: number };

/**
 * Removes what a map needs no more: builds that newer ones took the place of, what builds left that were not published within
 * a week, uploads that no job used within a day, requests that never became a job. Safe to repeat. Twice at once never removes too much, but may leave
 * something: of two builds that go at the same moment each counts as a user of the screenshots that both were made of.
 *
 * @param tidied what went is added to it at once, so that it is counted also when the rest fails
 */
export async function tidyMap(map: MapRecord, tidied: Tidied, tools: TidyTools): Promise<void> {
  tidied.uploads += await removeUnusedUploads(map.map, tools);
  tidied.objects += await removeOldClaims(map.map, tools);
  const made = await tools.builds.list(map.map);
  const open = made.filter(({ status }) => status !== 'completed').map(({ job_id }) => job_id);
  const jobs = new Map((await tools.jobs.findAll(open)).map((job) => [job.job_id, job]));
  for (const build of made) {
    const goes =
      build.status === 'completed' ? isReplaced(build, map) : isAbandoned(build, jobs.get(build.job_id), tools.clock());
    if (!goes || build.emptied) continue;
    const objects = await retire(build, tools);
    if (objects !== undefined) {
      tidied.builds++;
      tidied.objects += objects;
    }
  }
}

/** The published build stays, the one before it, and newer ones that were rolled back from: they may be shown again. */
function isReplaced({ build }: BuildRecord, { published_build, previous_build }: MapRecord): boolean {
  return published_build !== undefined && build < published_build && build !== previous_build;
}

/** It ended a week ago without being published: nobody came back for its shots. */
function isAbandoned(build: BuildRecord, job: JobRecord | undefined, now: Date): boolean {
  if (job?.status === 'preparing' || job?.status === 'running') return false;
  const ended = new Date(job?.completed_at ?? build.created_at);
  return epochSeconds(ended) + UNPUBLISHED_KEPT_SECONDS <= epochSeconds(now);
}

/**
 * The row first: from then on the build can be neither shown nor repeated, whatever was decided about it meanwhile. A crash
 * later leaves it for the next day.
 */
async function retire(build: BuildRecord, tools: TidyTools): Promise<number | undefined> {
  const { builds, clock } = tools;
  if (!build.removed_at && !(await builds.retire(build, clock().toISOString()))) return undefined;
  const { tiles, files, screenshots } = await removeBuild({ map_id: build.map, build: build.build }, tools);
  if (build.status === 'completed') await builds.markEmptied(build);
  else await builds.forget(build);
  return tiles + files + screenshots;
}

/** Objects first: a row alone still says what is to be removed, an object alone would stay for ever. */
async function removeUnusedUploads(map: string, { media, work, clock }: TidyTools): Promise<number> {
  let removed = 0;
  for (;;) {
    const unused = await media.expired(map, epochSeconds(clock()));
    if (unused.length === 0) return removed;
    await work.deleteAll(unused.map(({ key }) => key));
    await media.remove(unused.map(({ id }) => id));
    removed += unused.length;
  }
}

/**
 * Requests that were stored for a job that never was: their builds have no rows, so only the claims name them. A while after
 * nobody goes on with them any more, so that whoever just did has stored the job, or has died.
 */
async function removeOldClaims(map: string, { jobs, work, clock }: TidyTools): Promise<number> {
  const aWhileAgo = new Date(clock().getTime() - LAST_WRITE_SECONDS * 1000);
  let removed = 0;
  for (const claim of await jobs.claims(map)) {
    if (!isOldClaim(claim, aWhileAgo)) continue;
    removed += await removeBelow(work, buildPrefix(claim.build));
    await jobs.forgetClaim(map, claim);
  }
  return removed;
}
