import { readMap } from '../../client/read-map.ts';
import type { MapDetail } from '../../lambdas/map/schemas.ts';
import { isPrivateMap } from '../../lambdas/map/tile-paths.ts';
import { token } from '../session/session.ts';

/** A map with its builds for whoever looks: a private one is there for who is signed in. */
export const readMapAs = async (map: string): Promise<MapDetail> =>
  readMap(map, isPrivateMap(map) ? await token() : undefined);
