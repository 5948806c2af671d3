import type { Clock } from '../../../kernel/clock.ts';
import { unavailable } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { CreateMapRequest } from '../../schemas.ts';

/** The owner's map of that name, made if there is none. A given attribution replaces the one before. */
export async function createMap(
  { name, attribution }: CreateMapRequest,
  owner: string,
  { maps, clock, ids }: { maps: Maps; clock: Clock; ids: Ids },
): Promise<{ created: boolean; map: MapRecord }> {
  const now = clock().toISOString();
  // Twice: when two requests come at once, the one that loses finds the winner's map the second time.
  for (let attempt = 0; attempt < 2; attempt++) {
    const existing = await maps.findByName(owner, name);
    if (existing) {
      if (attribution === undefined || attribution === existing.attribution) return { created: false, map: existing };
      await maps.setAttribution(existing.map, attribution, now);
      return { created: false, map: { ...existing, attribution, updated_at: now } };
    }
    const map: MapRecord = {
      map: ids.slug(name),
      owner,
      name,
      visibility: 'public',
      attribution: attribution ?? '',
      created_at: now,
      updated_at: now,
    };
    if (await maps.create(map)) return { created: true, map };
  }
  throw unavailable(`The map "${name}" could not be made just now. Try again.`);
}
