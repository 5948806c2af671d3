import type { Placed } from '../../client/grid.ts';
import { type MapApi, makeMap, type NewMap } from '../../client/make-map.ts';
import type { CreateJobAnswer } from '../../lambdas/map/schemas.ts';
import { readably } from '../data/readably.ts';
import type { Picture } from '../parts/check-pictures.ts';

export type PlannedShot = Placed & { picture: Picture };
export type Plan = {
  name: string;
  attribution: string;
  exact: boolean;
  shots: PlannedShot[];
};

/** What the upload is told, and tells. */
export type Told = Pick<NewMap<PlannedShot>, 'signal' | 'pause' | 'onFound' | 'onShot' | 'onSent'>;

/** Makes the map (or finds the one of that name), uploads the shots and starts the job. Waits for a platform that is away. */
export const uploadAndBuild = (api: MapApi, plan: Plan, told: Told): Promise<CreateJobAnswer> =>
  makeMap({
    ...told,
    api: { ...api, uploadShot: readably(api) },
    map: { name: plan.name, ...(plan.attribution && { attribution: plan.attribution }) },
    shots: plan.shots,
    describe: ({ picture: { file, type, sha256 } }) => ({ bytes: file.size, type, sha256 }),
    read: ({ picture }) => picture.file,
    job: { exact: plan.exact },
    // The address is right: it served this page.
    ...{ patienceMs: Number.POSITIVE_INFINITY, firstPatienceMs: Number.POSITIVE_INFINITY },
    onUploaded: () => {},
  });
