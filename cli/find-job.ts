/** JOB of a command that takes a map, too: people know the name of a map, and not the id of its job. */
import type { Client } from '../client/client.ts';
import { JobId } from '../lambdas/map/field-schemas.ts';
import { inputError } from './command-error.ts';
import { findMapAndBuild } from './find-map.ts';
import { jobIdOf } from './job-id.ts';

type Found = {
  job_id: string;
  /** Of which map and build, where it was found by them. */
  of: string;
};

/**
 * The job, the latest of a map, or the one that made a build. What begins like a job is meant as one: a slip in it is told as that.
 * @throws CommandError (2, 3)
 */
export async function findJob(operand: string, api: Pick<Client, 'listMaps' | 'showMap'>): Promise<Found> {
  if (JobId.safeParse(operand).success || operand.startsWith('job_')) return { job_id: jobIdOf([operand]), of: '' };
  const { map, wanted } = await findMapAndBuild(api, operand);
  const found = map.builds.find(({ build }) => wanted === undefined || build === wanted);
  if (found) return { job_id: found.job_id, of: ` of map ${map.name} (${map.map}), build ${found.build}` };
  if (wanted === undefined)
    throw inputError(`No job has made anything of map ${map.map} yet. Start one: tessera map create DIR`);
  throw inputError(
    `Map ${map.map} has no build ${wanted}. It has:`,
    map.builds.map(({ build }) => build),
  );
}
