/** Which job a map is made by, in a line for people: a new one, or one that was there before. */
import type { CreateJobAnswer } from '../lambdas/map/schemas.ts';
import { isPrivateMap } from '../lambdas/map/tile-paths.ts';
import { atUrl } from './command.ts';

type Wanted = {
  /** What it is made of: `these shots`. */
  inputs: string;
  /** The build that the map shows, to be built on top of; null where there is none, and with `--full`. */
  base: string | null;
};

/** A new one prepares: one that runs already, or does not build as it was asked for, was there before. */
export function madeWords(created: CreateJobAnswer, { inputs, base }: Wanted, url: string): string {
  const { job_id, build, map, status, unchanged } = created;
  if (unchanged)
    return `Nothing changed: build ${build}, which map ${map} shows, is made from exactly ${inputs} and options. What follows is the job that made it, ${job_id}; no new one was started.`;
  const isAnother = (created.base === null) !== (base === null);
  if (isAnother) {
    const same = `${job_id} is making build ${build} of map ${map} from exactly ${inputs} already`;
    const cancel = `tessera map cancel ${job_id}${atUrl(url)}`;
    if (created.base === null)
      return `Job ${same}, everything anew as with --full: the map will be the same, it only takes longer. No other one was started. To build on top of build ${base} instead: ${cancel}, then this line again.`;
    return `Job ${same}, on top of build ${created.base} and not everything anew as --full asks for. No other one was started. To have that instead: ${cancel}, then this line again.`;
  }
  if (status === 'running')
    return `Job ${job_id} is making build ${build} of map ${map} from exactly ${inputs} and options already: no new one was started.`;
  return `Job ${job_id} makes build ${build} of map ${map}, which ${isPrivateMap(map) ? 'you alone may see' : 'everybody may see'}.`;
}
