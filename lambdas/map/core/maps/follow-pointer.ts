import { MAP_JSON_MAX_AGE } from '../../../../lib/limits.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { MapJson } from '../../schemas.ts';
import { buildMapJsonKey, cacheControl, mapJsonKey } from '../../tile-paths.ts';
import { readJson } from '../files.ts';

const LIFETIME = `max-age=${MAP_JSON_MAX_AGE}`;

/**
 * Writes `map.json` of whatever the pointer shows, until it shows the same afterwards: two that move it at the same time
 * cannot leave the loser's file behind, and after a crash between the two any repeat mends it. What it showed before comes
 * from the map's row, because a rollback changes it.
 * @throws TesseraError 404 when the map is gone
 */
export async function followPointer(
  map_id: string,
  { tiles, maps }: { tiles: ObjectStore; maps: Maps },
): Promise<void> {
  const headers = { contentType: 'application/json', cacheControl: cacheControl(map_id, LIFETIME) };
  let written: string | undefined;
  for (;;) {
    const { published_build, previous_build } = await requireMap(map_id, maps);
    const shown = `${published_build} ${previous_build}`;
    if (published_build === undefined || shown === written) return;
    const built = await readJson<MapJson>(tiles, buildMapJsonKey(map_id, published_build));
    const mapJson: MapJson = { ...built, previous: previous_build ?? null };
    await tiles.put(mapJsonKey(map_id), JSON.stringify(mapJson), headers);
    written = shown;
  }
}

/** @throws TesseraError 404 */
export async function requireMap(map_id: string, maps: Maps): Promise<MapRecord> {
  const map = await maps.find(map_id);
  if (!map) throw notFound('map', map_id);
  return map;
}
