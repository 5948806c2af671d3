import { DELETE_OBJECTS } from '../../../../lib/limits.ts';
import { buildPrefix, planKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { tilesPrefix } from '../../tile-paths.ts';

export type BuildPlaces = { work: ObjectStore; tiles: ObjectStore };
/** Objects that were there and are gone now. */
export type RemovedObjects = { tiles: number; files: number };

/**
 * Removes every object of a build: its tiles, then its files. The request goes last, because it alone says which
 * screenshots the build was made of: whoever was interrupted can begin again. A repeat finds nothing, which is fine.
 * Whether the build may go is the caller's business.
 *
 * @param options.keepRequest leaves the request there, for a later pass
 */
export async function removeBuildObjects(
  { map_id, build }: { map_id: string; build: string },
  { work, tiles }: BuildPlaces,
  { keepRequest = false }: { keepRequest?: boolean } = {},
): Promise<RemovedObjects> {
  const request = planKey(build, 'request.json');
  const removed = {
    tiles: await removeBelow(tiles, tilesPrefix(map_id, build)),
    files: await removeBelow(work, buildPrefix(build), [request]),
  };
  if (!keepRequest) removed.files += await removeBelow(work, request);
  return removed;
}

/** Removes all objects whose keys begin so, but for those named and those after `until`. Answers how many went. */
export async function removeBelow(
  store: ObjectStore,
  prefix: string,
  but: string[] = [],
  until?: string,
): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length > 0) await store.deleteAll(batch);
    removed += batch.length;
    batch = [];
  };
  for await (const { key } of store.list(prefix)) {
    if (until !== undefined && key > until) break;
    if (but.includes(key)) continue;
    if (batch.push(key) === DELETE_OBJECTS) await flush();
  }
  await flush();
  return removed;
}
