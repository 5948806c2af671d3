import type { Placed } from '../../client/grid.ts';
import { type MapApi, makeMap } from '../../client/make-map.ts';
import { sha256 } from '../../client/upload-shots.ts';
import type { CreateJobAnswer } from '../../lambdas/map/schemas.ts';
import type { Picture } from './check-pictures.ts';

export type Plan = {
  name: string;
  attribution: string;
  exact: boolean;
  shots: (Placed & { picture: Picture })[];
};

type Options = { signal: AbortSignal; onDone: (count: number) => void };

/** Makes the map (or finds the one of that name), uploads the shots and starts the job. `onDone` counts uploads. */
export const uploadAndBuild = (api: MapApi, plan: Plan, { signal, onDone }: Options): Promise<CreateJobAnswer> =>
  makeMap({
    api,
    map: { name: plan.name, ...(plan.attribution && { attribution: plan.attribution }) },
    shots: plan.shots,
    describe: async ({ picture: { file, type } }) => ({
      bytes: file.size,
      type,
      sha256: await sha256(await file.arrayBuffer()),
    }),
    read: ({ picture }) => picture.file,
    job: { exact: plan.exact },
    onUploaded: onDone,
    signal,
  });
