import * as z from 'zod';
import { BUILDS_SHOWN } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { PlaceInList, readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { BuildRecord, Builds, Jobs } from '../../ports/jobs.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { Build, JobStatus, MapDetail, MapSummary } from '../../schemas.ts';

const PAGE = 50;
/** A page of the list, without pictures. */
export type Listed = { maps: MapSummary[]; next: string | null };
/** First all own maps, then everybody's public ones. */
const ListPlace = z.object({ list: z.enum(['own', 'public']), after: PlaceInList.optional() });

export const summaryOf = (record: MapRecord, caller: Caller | undefined): MapSummary => ({
  map: record.map,
  name: record.name,
  own: record.owner === caller?.sub,
  visibility: record.visibility,
  published_build: record.published_build ?? null,
  width: record.width ?? null,
  height: record.height ?? null,
  max_zoom: record.max_zoom ?? null,
  tiles: record.tiles ?? null,
  format: record.format ?? null,
  attribution: record.attribution,
  created_at: record.created_at,
  updated_at: record.updated_at,
});

/**
 * Own maps, then the public ones of others that show something, newest change first in each. A page may hold less than it
 * could, because own maps and those that were never published are left out of the second list; only `next: null` is the end.
 */
export async function listMaps(caller: Caller | undefined, next: string | undefined, maps: Maps): Promise<Listed> {
  const place = readCursor(ListPlace, next) ?? { list: 'own' as const };
  const found: MapRecord[] = [];
  if (caller && place.list === 'own') {
    const own = await maps.ofOwner(caller.sub, PAGE, place.after);
    found.push(...own.items);
    if (own.after) return pageOf(found, caller, { list: 'own', after: own.after });
  }
  if (found.length === PAGE) return pageOf(found, caller, { list: 'public' });
  const after = place.list === 'public' ? place.after : undefined;
  const others = await maps.ofEverybody(PAGE - found.length, after);
  found.push(...others.items.filter(({ owner, published_build }) => owner !== caller?.sub && published_build));
  return pageOf(found, caller, others.after && { list: 'public', after: others.after });
}

const pageOf = (found: MapRecord[], caller: Caller | undefined, next: z.infer<typeof ListPlace> | undefined) => ({
  maps: found.map((record) => summaryOf(record, caller)),
  next: next ? writeCursor(next) : null,
});

/** @throws TesseraError 404, also for a private map of somebody else. */
export async function readableMap(map: string, caller: Caller | undefined, maps: Maps): Promise<MapRecord> {
  const record = await maps.find(map);
  if (!record || (record.visibility === 'private' && record.owner !== caller?.sub)) throw notFound('map', map);
  return record;
}

/** A map with its newest 50 builds, newest first. */
export async function showMap(
  map: string,
  caller: Caller | undefined,
  { maps, builds, jobs }: { maps: Maps; builds: Builds; jobs: Jobs },
): Promise<MapDetail> {
  const record = await readableMap(map, caller, maps);
  const made = await builds.list(map, BUILDS_SHOWN);
  // The state machine moves jobs, not builds: one that is not completed is what its job is.
  const open = made.filter(({ status }) => status !== 'completed').map(({ job_id }) => job_id);
  const status = new Map((await jobs.findAll(open)).map((job) => [job.job_id, job.status]));
  const view = (build: BuildRecord): Build => buildView(build, status.get(build.job_id) ?? 'failed', record);
  return { ...summaryOf(record, caller), builds: made.map(view) };
}

function buildView(
  { map: _, inputs_hash: __, emptied: ___, request: ____, ...build }: BuildRecord,
  job: JobStatus,
  map: MapRecord,
): Build {
  return {
    ...build,
    status: build.status === 'completed' ? 'completed' : job,
    published: map.published_build === build.build,
    completed_at: build.completed_at ?? null,
    width: build.width ?? null,
    height: build.height ?? null,
  };
}
