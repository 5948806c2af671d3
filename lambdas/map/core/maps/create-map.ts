import type { Clock } from '../../../kernel/clock.ts';
import { conflict, unavailable } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { CreateMapRequest } from '../../schemas.ts';
import { markOf } from '../../tile-paths.ts';

/**
 * The owner's map of that name, made if there is none. A given attribution replaces the one before.
 * @throws TesseraError 409 `visibility_fixed` when it is there, and for others than the request says
 */
export async function createMap(
  { name, attribution, visibility }: CreateMapRequest,
  owner: string,
  { maps, clock, ids }: { maps: Maps; clock: Clock; ids: Ids },
): Promise<{ created: boolean; map: MapRecord }> {
  const now = clock().toISOString();
  // Twice: when two requests come at once, the one that loses finds the winner's map the second time.
  for (let attempt = 0; attempt < 2; attempt++) {
    const existing = await maps.findByName(owner, name);
    if (existing) {
      refuseOther(visibility, existing);
      if (attribution === undefined || attribution === existing.attribution) return { created: false, map: existing };
      await maps.setAttribution(existing.map, attribution, now);
      return { created: false, map: { ...existing, attribution, updated_at: now } };
    }
    const chosen = visibility ?? 'public';
    const map: MapRecord = {
      map: ids.slug(name, markOf(chosen)),
      owner,
      name,
      visibility: chosen,
      attribution: attribution ?? '',
      created_at: now,
      updated_at: now,
    };
    if (await maps.create(map)) return { created: true, map };
  }
  throw unavailable(`The map "${name}" could not be made just now. Try again.`);
}

/** Addresses of tiles say who may see them, and links, caches and exports hold those: so it is chosen once. */
function refuseOther(wanted: MapRecord['visibility'] | undefined, { name, map, visibility }: MapRecord): void {
  if (wanted === undefined || wanted === visibility) return;
  const message = `The map "${name}" (${map}) is ${visibility}, and stays so: who may see a map is chosen when it is made. Take another name, or delete that map first.`;
  throw conflict('visibility_fixed', message);
}
