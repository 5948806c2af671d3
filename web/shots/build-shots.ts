import type { MapDetail } from '../../lambdas/map/schemas.ts';
import type { ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { api } from '../data/api.ts';
import { failedBy } from '../data/failed.ts';

/** A map with where the shots of one of its builds lie, or why there are none. */
export type BuildShots = { map: MapDetail } & (
  | { shots: ShotsAnswer }
  | { shots?: never; missing: 'no_positions' | 'not_found' }
);

/** @throws what the API answers about the map, and failures that trying again may end */
export async function loadBuildShots(map: string, build: string): Promise<BuildShots> {
  const [detail, shots] = await Promise.allSettled([api.showMap(map), api.listShots(map, build)]);
  if (detail.status === 'rejected') throw detail.reason;
  if (shots.status === 'fulfilled') return { map: detail.value, shots: shots.value };
  const { status, code } = failedBy(shots.reason);
  if (status !== 404) throw shots.reason;
  return { map: detail.value, missing: code === 'no_positions' ? code : 'not_found' };
}
