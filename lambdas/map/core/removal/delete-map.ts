import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { Deletions } from '../../ports/deletions.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { DeletionAnswer } from '../../removal-schemas.ts';
import { mapJsonKey } from '../../tile-paths.ts';

export type DeleteMapTools = { maps: Maps; tiles: ObjectStore; deletions: Deletions; clock: Clock };

/**
 * The map is gone for everybody by one conditional write; an execution removes the rest of it. A repeat goes on where an
 * earlier call ended, and tells how far the deletion is.
 * @throws TesseraError 404, also for a map of somebody else
 */
export async function deleteMap(map_id: string, caller: Caller, tools: DeleteMapTools): Promise<DeletionAnswer> {
  const { maps, tiles, deletions, clock } = tools;
  const map = await maps.find(map_id);
  if (map && map.owner !== caller.sub) throw notFound('map', map_id);
  if (map) await maps.beginDeletion(map, clock().toISOString());
  const begun = await maps.findDeleting(map_id);
  if (begun?.owner !== caller.sub) return deletionOf(map_id, caller, tools);
  await tiles.delete(mapJsonKey(map_id));
  // The same at every repeat, though the pointer is there for the first one only.
  await deletions.start({ map_id, owner: begun.owner, gone: begun.published_build ? 1 : 0 });
  return { map: map_id, status: 'deleting', objects: null, rows: null };
}

/** How far the deletion of an own map is. @throws TesseraError 404 for one that nobody deletes or deleted */
export async function deletionOf(
  map_id: string,
  { sub }: Caller,
  { maps, deletions }: Pick<DeleteMapTools, 'maps' | 'deletions'>,
): Promise<DeletionAnswer> {
  const begun = await maps.findDeleting(map_id);
  if (begun?.owner === sub) return { map: map_id, status: 'deleting', objects: null, rows: null };
  const deletion = begun ? undefined : await deletions.find(map_id);
  if (deletion?.owner !== sub) throw notFound('deletion of the map', map_id);
  // Its row goes last, a moment before the execution says what it counted. One that died says nothing: a later one did the rest.
  const { ended, removed = { objects: null, rows: null } } = deletion;
  return { map: map_id, status: ended ? 'deleted' : 'deleting', ...removed };
}
