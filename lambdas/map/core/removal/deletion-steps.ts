import type { Deletions } from '../../ports/deletions.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Builds, Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { BuildRef, Counted, DeletionRef, DeletionStep, Removed } from '../../removal-workflow.ts';
import { countNext, type PlaceTools, placesOf, removeCounted } from './places.ts';

export type DeletionTools = PlaceTools & {
  maps: Maps;
  builds: Builds;
  jobs: Jobs;
  executions: Executions;
  deletions: Deletions;
};

const WHY = { error: 'MapDeleted', cause: 'The owner deleted the map.' };
/** The row of the map and the one that held its name: they are not in any place. */
const OWN_ROWS = 2;

/** What the state machine that deletes maps asks for, step by step. Each may be repeated. */
export async function deletionStep(input: DeletionStep, tools: DeletionTools): Promise<object> {
  switch (input.step) {
    case 'stop':
      return stopJobs(input.ref, tools);
    case 'count':
      return countRest(input, tools);
    case 'remove':
      await removeCounted(input.counted, tools);
      return { from: input.counted.next };
    case 'finish':
      return finish(input, tools);
  }
}

/**
 * Nothing of the map's jobs begins any more. Answers the builds whose last workers may still write: all that are not complete,
 * because workers outlive a job that failed a moment ago as well.
 */
async function stopJobs({ map_id }: DeletionRef, { builds, jobs, executions }: DeletionTools) {
  const incomplete = (await builds.list(map_id)).filter(({ status }) => status !== 'completed');
  const made = await jobs.findAll(incomplete.map(({ job_id }) => job_id));
  for (const job of made) {
    if (['preparing', 'running'].includes(job.status)) await executions.stop(job, WHY);
  }
  return { builds: [...incomplete, ...(await jobs.claims(map_id))].map(refOf) };
}

const refOf = ({ build, job_id }: BuildRef): BuildRef => ({ build, job_id });

async function countRest(
  { ref: { map_id, builds }, from = 0 }: Extract<DeletionStep, { step: 'count' }>,
  tools: DeletionTools,
): Promise<Counted> {
  const all = builds ?? [...(await tools.builds.list(map_id)), ...(await tools.jobs.claims(map_id))];
  return countNext(placesOf(map_id, all), from, tools);
}

/** All places are empty. What workers and uploads that were under way write later goes in a late pass. */
async function finish(
  { ref, builds, removed }: Extract<DeletionStep, { step: 'finish' }>,
  { maps, deletions }: DeletionTools,
): Promise<Removed> {
  await deletions.startLate({ ...ref, builds });
  await maps.forget(ref.map_id);
  return { objects: removed.objects + (ref.gone ?? 0), rows: removed.rows + OWN_ROWS };
}
