import type { MediaStore } from '../../../media/ports.ts';
import { buildPrefix, jobRow, mapRow, mapTilesPrefix, screenshotsPrefix, shotRow } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Rows } from '../../ports/rows.ts';
import type { BuildRef, Counted, Place } from '../../workflow.ts';
import { removeBelow } from './remove-objects.ts';

export type PlaceTools = { work: ObjectStore; tiles: ObjectStore; rows: Rows; media: MediaStore };

/** What one round counts and then removes: seconds of work, far below the function's time. */
const OBJECTS = 20_000;
const ROWS = 5_000;

/**
 * Everywhere that something of a map may lie, but for its own row. The rows of the builds come last, because they alone say
 * where the rest lies: whoever is interrupted can begin again.
 */
export function placesOf(map: string, builds: BuildRef[]): Place[] {
  const ofBuilds = builds.flatMap(({ build, job_id }): Place[] => [
    { kind: 'objects', store: 'work', prefix: buildPrefix(build) },
    { kind: 'rows', pk: shotRow(build, '').pk },
    { kind: 'rows', pk: jobRow(job_id).pk },
  ]);
  return [
    { kind: 'objects', store: 'tiles', prefix: mapTilesPrefix(map) },
    { kind: 'objects', store: 'work', prefix: screenshotsPrefix(map) },
    { kind: 'media', collection: map },
    ...ofBuilds,
    { kind: 'rows', pk: mapRow(map).pk, but: mapRow(map).sk },
  ];
}

/** The first place that holds anything, and how much of it goes in this round. `place: null` when all are empty. */
export async function countNext(places: Place[], tools: PlaceTools): Promise<Counted> {
  for (const place of places) {
    const counted = await count(place, tools);
    if (counted.objects + counted.rows > 0) return counted;
  }
  return { place: null, objects: 0, rows: 0 };
}

async function count(place: Place, tools: PlaceTools): Promise<Counted> {
  if (place.kind === 'objects') {
    let objects = 0;
    let last: string | undefined;
    for await (const { key } of tools[place.store].list(place.prefix)) {
      last = key;
      if (++objects === OBJECTS) break;
    }
    return { place, objects, rows: 0, last };
  }
  if (place.kind === 'rows') {
    const keys = await tools.rows.keys(place.pk, ROWS, place.but);
    return { place, objects: 0, rows: keys.length, last: keys.at(-1) };
  }
  const ids = await tools.media.ofCollection(place.collection);
  return { place, objects: 0, rows: ids.length, ids };
}

/** Removes what was counted, and nothing that came later. A repeat finds it gone, which is fine. */
export async function removeCounted({ place, last, ids }: Counted, tools: PlaceTools): Promise<void> {
  if (place?.kind === 'objects') await removeBelow(tools[place.store], place.prefix, [], last);
  if (place?.kind === 'media') await tools.media.remove(ids!);
  if (place?.kind === 'rows') {
    const keys = await tools.rows.keys(place.pk, ROWS, place.but);
    await tools.rows.remove(
      place.pk,
      keys.filter((key) => key <= last!),
    );
  }
}
