/** From placed screenshots to a job that builds their map: the way of the command line and of the pages alike. */
import type { CreateJobAnswer, CreateMapRequest, MapSummary } from '../lambdas/map/schemas.ts';
import type { Client } from './client.ts';
import type { Placed } from './grid.ts';
import type { CreateJob } from './map-client.ts';
import { retry } from './retry.ts';
import { contentId, type UploadApi, type Uploads } from './upload-shots.ts';
import { withUploads } from './with-uploads.ts';

export type MapApi = UploadApi & Pick<Client, 'createMap' | 'createJob'>;
export type NewMap<Shot extends Placed> = Uploads<Shot> & {
  api: MapApi;
  /** Made, or found by its name. */
  map: CreateMapRequest;
  /** Told of the map before anything is uploaded: it may be there already and show an earlier build. */
  onMap?: (map: MapSummary) => void;
  /** How the job makes its tiles. */
  job: Pick<CreateJob, 'exact' | 'boxes' | 'format' | 'quality' | 'effort' | 'full'>;
  /** With the first call; ordinary unless it is said: whoever has the wrong address should hear of it soon. */
  firstPatienceMs?: number;
};

/** Every call is repeated when it may work later: maps, uploads and jobs are the same when they are asked for twice. */
export async function makeMap<Shot extends Placed>(wanted: NewMap<Shot>): Promise<CreateJobAnswer> {
  const { firstPatienceMs: patienceMs } = wanted;
  const { isNew: _, ...found } = await retry({ ...wanted, patienceMs }, () => wanted.api.createMap(wanted.map));
  wanted.onMap?.(found);
  const { map } = found;
  return withUploads(map, { ...wanted, kept: true }, async (uploaded) => {
    const shots = uploaded.map(({ shot: { file, row, col, nominal }, screenshot_id }) => {
      return { screenshot_id, name: file, row, col, nominal };
    });
    const save_data_id = await contentId(uploaded.map(({ shot, sha256 }) => ({ file: shot.file, sha256 })));
    return retry(wanted, () => wanted.api.createJob({ game_id: map, save_data_id, shots, ...wanted.job }));
  });
}
