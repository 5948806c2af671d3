import type { Placed } from '../../client/grid.ts';
import { type GameMapApi, makeGameMap, type NewGameMap } from '../../client/make-game-map.ts';
import { type MapApi, makeMap } from '../../client/make-map.ts';
import type { Uploads } from '../../client/upload-shots.ts';
import type { CaptureRequest } from '../../lambdas/map/capture-schemas.ts';
import type { CreateJobAnswer, CreateMapRequest } from '../../lambdas/map/schemas.ts';
import { readably } from '../data/readably.ts';
import type { Picture } from '../parts/check-pictures.ts';
import type { SaveFile } from './save-file.ts';

export type PlannedShot = Placed & { picture: Picture };
export type Plan = {
  name: string;
  attribution: string;
  exact: boolean;
  /** Who may see it, where it is a new one. */
  visibility?: CreateMapRequest['visibility'];
  /** Every tile is made anew, whatever the map shows. */
  full: boolean;
  shots: PlannedShot[];
  /** A game takes the shots: none of them are uploaded. */
  save?: SaveFile & { view: Omit<CaptureRequest, 'driver' | 'game' | 'save'> };
};

/** What the upload is told, and tells. */
export type Told = Pick<Uploads<{ file: string }>, 'signal' | 'pause' | 'onFound' | 'onShot' | 'onSent'>;

/** The files that are sent, under the names that `Told` has for them. */
export const filesOf = ({ shots, save }: Plan): { file: string; bytes: number }[] =>
  save
    ? [{ file: save.file.name, bytes: save.file.size }]
    : shots.map(({ file, picture }) => ({ file, bytes: picture.file.size }));

/** Makes the map (or finds the one of that name), uploads shots or save, and starts the job. Waits for a platform that is away. */
export function uploadAndBuild(api: MapApi & GameMapApi, plan: Plan, told: Told): Promise<CreateJobAnswer> {
  const common = {
    api: { ...api, uploadShot: readably(api) },
    map: {
      name: plan.name,
      ...(plan.attribution && { attribution: plan.attribution }),
      ...(plan.visibility && { visibility: plan.visibility }),
    },
    // The address is right: it served this page.
    ...{ patienceMs: Number.POSITIVE_INFINITY, firstPatienceMs: Number.POSITIVE_INFINITY },
  };
  if (plan.save) return uploadSave({ ...common, job: { full: plan.full } }, plan.save, told);
  return makeMap<PlannedShot>({
    ...told,
    ...common,
    shots: plan.shots,
    describe: ({ picture: { file, type, sha256 } }) => ({ bytes: file.size, type, sha256 }),
    read: ({ picture }) => picture.file,
    job: { exact: plan.exact, full: plan.full },
    onUploaded: () => {},
  });
}

async function uploadSave(
  common: Pick<NewGameMap, 'api' | 'map' | 'job' | 'patienceMs' | 'firstPatienceMs'>,
  { file, sha256, game, view }: NonNullable<Plan['save']>,
  { signal, pause, onFound, onShot, onSent }: Told,
): Promise<CreateJobAnswer> {
  const one = { file: file.name };
  return makeGameMap({
    ...{ ...common, signal, ...(pause && { pause }) },
    save: { name: file.name, bytes: file.size, sha256, read: () => file },
    onFound(isThere) {
      onFound?.(isThere ? 1 : 0);
      onShot?.(one, isThere ? 'there' : 'sending');
    },
    onSent: (bytes) => onSent?.(one, bytes),
    onUploaded: () => onShot?.(one, 'sent'),
    capture: { game, ...view },
  });
}
