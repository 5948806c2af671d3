import type { MapJson } from '../../lambdas/map/schemas.ts';
import { buildMapJsonKey, mapJsonKey } from '../../lambdas/map/tile-paths.ts';
import { text } from '../text/en.ts';
import type { MapFiles } from './map-files.ts';

declare global {
  /** Set by early.ts, before the app is there: the answer for the map named in the address. */
  var tesseraEarlyMap: { map: string; answer: Promise<Response> } | undefined;
}

/** A map that has nothing published, does not exist or is not for this visitor: the store answers 404 or 403 for all. */
export const NOT_PUBLISHED = 'not-published';

async function readMapJson(answer: Response): Promise<MapJson | typeof NOT_PUBLISHED> {
  if (answer.status === 404 || answer.status === 403) return NOT_PUBLISHED;
  if (!answer.ok) throw new Error(text.mapJsonAnswered(answer.status));
  return answer.json();
}

/** The published build of a map. The first call uses the answer that was asked for before the app was loaded. */
export async function publishedMap(map: string, { ask }: MapFiles): Promise<MapJson | typeof NOT_PUBLISHED> {
  const early = globalThis.tesseraEarlyMap;
  globalThis.tesseraEarlyMap = undefined;
  return readMapJson(await (early?.map === map ? early.answer : ask(`/${mapJsonKey(map)}`)));
}

/** An earlier build that a link names, while its tiles are kept; undefined when it is gone. */
export async function earlierBuild(map: string, build: string, { ask }: MapFiles): Promise<MapJson | undefined> {
  const found = await readMapJson(await ask(`/${buildMapJsonKey(map, build)}`));
  return found === NOT_PUBLISHED ? undefined : found;
}
