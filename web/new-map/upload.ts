import type { Placed } from '../../client/grid.ts';
import { type MapApi, makeMap, type NewMap } from '../../client/make-map.ts';
import type { CreateJobAnswer } from '../../lambdas/map/schemas.ts';
import { text } from '../text/en.ts';
import type { Picture } from './check-pictures.ts';

export type PlannedShot = Placed & { picture: Picture };
export type Plan = {
  name: string;
  attribution: string;
  exact: boolean;
  shots: PlannedShot[];
};

/** What the upload is told, and tells. */
export type Told = Pick<NewMap<PlannedShot>, 'signal' | 'pause' | 'onFound' | 'onShot'>;

/** Makes the map (or finds the one of that name), uploads the shots and starts the job. Waits for a platform that is away. */
export const uploadAndBuild = (api: MapApi, plan: Plan, told: Told): Promise<CreateJobAnswer> =>
  makeMap({
    ...told,
    api,
    map: { name: plan.name, ...(plan.attribution && { attribution: plan.attribution }) },
    shots: plan.shots,
    describe: ({ picture: { file, type, sha256 } }) => ({ bytes: file.size, type, sha256 }),
    read: readable,
    job: { exact: plan.exact },
    patienceMs: Number.POSITIVE_INFINITY,
    onUploaded: () => {},
  });

/**
 * The file itself, which the browser reads while it sends. One that was changed or taken away since it was chosen cannot be read
 * any more; as the body of a request it would look as if the platform did not answer.
 */
async function readable({ picture: { file } }: PlannedShot): Promise<File> {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw new Error(text.fileChanged(file.name));
    });
  return file;
}
