import type { Client } from '../../client/client.ts';
import type { GameToEstimate } from '../../client/estimate-game-map.ts';
import type { Placed } from '../../client/grid.ts';
import { type GameMapApi, makeGameMap, type NewGameMap } from '../../client/make-game-map.ts';
import { type MapApi, makeMap } from '../../client/make-map.ts';
import { outsideWorldAs, refuseView } from '../../client/refuse-view.ts';
import type { Uploads } from '../../client/upload-shots.ts';
import { type CaptureRequest, SAVE_START_BYTES } from '../../lambdas/map/capture-schemas.ts';
import type { CreateJobAnswer, CreateMapRequest } from '../../lambdas/map/schemas.ts';
import { readably } from '../data/readably.ts';
import type { Picture } from '../parts/check-pictures.ts';
import { text } from '../text/en.ts';
import type { SaveFile } from './save-file.ts';

type SaveApi = GameMapApi & Pick<Client, 'estimateJob'>;
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
export function uploadAndBuild(api: MapApi & SaveApi, plan: Plan, told: Told): Promise<CreateJobAnswer> {
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
  common: Pick<NewGameMap, 'map' | 'job' | 'patienceMs' | 'firstPatienceMs'> & { api: SaveApi },
  { file, sha256, game, view }: NonNullable<Plan['save']>,
  { signal, pause, onFound, onShot, onSent }: Told,
): Promise<CreateJobAnswer> {
  const one = { file: file.name };
  const capture = { game, ...view };
  await refuseOutside(common.api, capture, file);
  return makeGameMap({
    ...{ ...common, signal, ...(pause && { pause }) },
    save: { name: file.name, bytes: file.size, sha256, read: () => file },
    onFound(isThere) {
      onFound?.(isThere ? 1 : 0);
      onShot?.(one, isThere ? 'there' : 'sending');
    },
    onSent: (bytes) => onSent?.(one, bytes),
    onUploaded: () => onShot?.(one, 'sent'),
    capture,
  });
}

/** Before a map is made of it. A file that cannot be read any more is told when it is sent. */
async function refuseOutside(api: SaveApi, capture: GameToEstimate, file: File): Promise<void> {
  const start = await file
    .slice(0, SAVE_START_BYTES)
    .arrayBuffer()
    .catch(() => undefined);
  if (!start) return;
  await refuseView(api, capture, new Uint8Array(start)).catch((error) => {
    throw outsideWorldAs(error, text.outsideWorldRemedy);
  });
}
