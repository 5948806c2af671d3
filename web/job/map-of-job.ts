import type { Job, MapDetail } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { useLoaded } from '../data/loaded.ts';

/** The map that a job builds, for what goes on being shown when the job does not come through. Undefined until it is known. */
export function useMapOfJob(job: Job | undefined): MapDetail | undefined {
  const map = job?.map;
  return useLoaded(async () => (map ? api.showMap(map) : undefined), [map]).value.data;
}
