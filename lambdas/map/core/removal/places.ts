import type { MediaStore } from '../../../media/ports.ts';
import { buildPrefix, jobRow, mapRow, savesPrefix, screenshotsPrefix, shotRow } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Rows } from '../../ports/rows.ts';
import type { BuildRef, Counted, CountedPlace, Place, Removed } from '../../removal-workflow.ts';
import { mapTilesPrefix } from '../../tile-paths.ts';
import { removeBelow } from './remove-objects.ts';

export type PlaceTools = { work: ObjectStore; tiles: ObjectStore; rows: Rows; media: MediaStore };

/** What one round counts and then removes: seconds of work, far below the function's time. */
const OBJECTS = 20_000;
const ROWS = 5_000;
/** Many small builds in one round; their keys (about 200 bytes each) stay far below the 256 KiB of state. */
const PLACES = 300;

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
    { kind: 'objects', store: 'work', prefix: savesPrefix(map) },
    { kind: 'media', collection: map },
    ...ofBuilds,
    { kind: 'rows', pk: mapRow(map).pk, but: mapRow(map).sk },
  ];
}

/**
 * What goes in this round: of the places that hold anything, from number `from` on and then from the first, as many as a round
 * takes. The last place has its turn only when all others are empty. So a round looks at few places twice, and still nothing
 * is left behind it that a worker wrote there meanwhile.
 */
export async function countNext(places: Place[], from: number, tools: PlaceTools): Promise<Counted> {
  const others = places.length - 1;
  const start = Math.min(from, others);
  const counted: Counted = { places: [], objects: 0, rows: 0, next: start };
  const add = async (at: number) => {
    const place = places[at]!;
    const {
      objects = 0,
      rows = 0,
      ...what
    } = await count(place, OBJECTS - counted.objects, ROWS - counted.rows, tools);
    if (objects + rows === 0) return;
    counted.objects += objects;
    counted.rows += rows;
    counted.places.push({ place, ...what });
    counted.next = at;
  };
  for (let turn = 0; turn < others && !isFull(counted); turn++) await add((start + turn) % others);
  if (counted.places.length === 0) await add(others);
  return counted;
}

/** Ids of media are as many as the state of a workflow holds: they end the round. */
const isFull = ({ places, objects, rows }: Counted) =>
  objects >= OBJECTS || rows >= ROWS || places.length >= PLACES || places.at(-1)?.ids !== undefined;

type Count = Partial<Removed> & Omit<CountedPlace, 'place'>;

async function count(place: Place, mostObjects: number, mostRows: number, tools: PlaceTools): Promise<Count> {
  if (place.kind === 'objects') {
    let objects = 0;
    let last: string | undefined;
    for await (const { key } of tools[place.store].list(place.prefix)) {
      last = key;
      if (++objects === mostObjects) break;
    }
    return { objects, last };
  }
  if (place.kind === 'rows') {
    const keys = await tools.rows.keys(place.pk, mostRows, place.but);
    return { rows: keys.length, last: keys.at(-1) };
  }
  const ids = await tools.media.ofCollection(place.collection);
  return { rows: ids.length, ids };
}

/** Removes what was counted, and nothing that came later. A repeat finds it gone, which is fine. */
export async function removeCounted({ places }: Counted, tools: PlaceTools): Promise<void> {
  for (const counted of places) await removePlace(counted, tools);
}

async function removePlace({ place, last, ids }: CountedPlace, tools: PlaceTools): Promise<void> {
  if (place.kind === 'objects') await removeBelow(tools[place.store], place.prefix, [], last);
  if (place.kind === 'media') await tools.media.remove(ids!);
  if (place.kind === 'rows') {
    const keys = await tools.rows.keys(place.pk, ROWS, place.but);
    await tools.rows.remove(
      place.pk,
      keys.filter((key) => key <= last!),
    );
  }
}
