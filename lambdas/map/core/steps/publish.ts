import { TILE_MAX_AGE, TILE_SIZE } from '../../../../lib/limits.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { conflict, unavailable } from '../../../kernel/errors.ts';
import type { MediaStore } from '../../../media/ports.ts';
import { coverageKey, planKey, positionsKey } from '../../keys.ts';
import type { Builds, Jobs } from '../../ports/jobs.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shots } from '../../ports/shots.ts';
import type { MapJson } from '../../schemas.ts';
import { buildMapJsonKey, cacheControl } from '../../tile-paths.ts';
import type { Coverage, JobRef, PlanRequest, Positions, PublishAnswer } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { requireReached } from '../jobs/move-job.ts';
import { superseded } from '../jobs/superseded.ts';
import { followPointer, requireMap } from '../maps/follow-pointer.ts';
import { releaseShots } from './release-shots.ts';

/** Beside the tiles of the build, and as unchanging as they are. */
const LIFETIME = `max-age=${TILE_MAX_AGE}, immutable`;

export type PublishTools = {
  work: ObjectStore;
  tiles: ObjectStore;
  maps: Maps;
  builds: Builds;
  jobs: Jobs;
  media: MediaStore;
  shots: Shots;
  clock: Clock;
};

/**
 * Flips the map to the build: the pointer on the map's row is the truth and moves by one conditional write, never to an
 * older build, together with the job: one that was cancelled publishes nothing, and one that has published is not cancelled any
 * more. `map.json` follows the pointer. Then lists which screenshots go.
 * @throws TesseraError `superseded` or `other_origin` when another build came in between, `job_ended`
 */
export async function publish(ref: JobRef, tools: PublishTools): Promise<PublishAnswer> {
  const { work, builds, jobs } = tools;
  const { map_id, build } = ref;
  const [request, positions, coverage] = await Promise.all([
    readJson<PlanRequest>(work, planKey(build, 'request.json')),
    readJson<Positions>(work, positionsKey(build)),
    readJson<Coverage>(work, coverageKey(build)),
  ]);
  const mapJson = await movePointer(ref, request, positions, coverage, tools);
  await followPointer(map_id, tools);
  const { width, height } = positions;
  const made = { tiles: coverage.stored, shots: positions.shots.length, width, height };
  await builds.complete(map_id, build, { completed_at: mapJson.madeAt, ...made });
  await releaseShots(request, positions, tools);
  await requireReached(jobs, ref, 'cleaning');
  return { build, previous: mapJson.previous, tiles: coverage.stored };
}

async function movePointer(
  ref: JobRef,
  request: PlanRequest,
  { origin, width, height, max_zoom }: Positions,
  { stored, not_stored: blank, colours }: Coverage,
  { tiles, maps, builds, jobs, clock }: PublishTools,
): Promise<MapJson> {
  const { map_id, build } = ref;
  // Another build may move the pointer between our look and our write: look again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const map = await requireMap(map_id, maps);
    if (await wasPublished(build, map, builds)) return readJson<MapJson>(tiles, buildMapJsonKey(map_id, build));
    refuseOlder(build, map, request);
    refuseOtherOrigin(origin, map, ref);
    const at = clock().toISOString();
    const mapJson: MapJson = {
      ...{ name: map.name, build, previous: map.published_build ?? null, width, height },
      ...{ tileSize: TILE_SIZE, minZoom: 0, maxZoom: max_zoom, format: request.options.format },
      ...{ tiles: stored, blank, colours, madeAt: at, attribution: map.attribution },
    };
    const headers = { contentType: 'application/json', cacheControl: cacheControl(map_id, LIFETIME) };
    await tiles.put(buildMapJsonKey(map_id, build), JSON.stringify(mapJson), headers);
    const move = { from: map.published_build, to: build, origin };
    const facts = { width, height, max_zoom, format: request.options.format, tiles: stored, at };
    if (await maps.publish(map_id, move, facts, ref)) return mapJson;
    await requireReached(jobs, ref, 'publishing');
  }
  throw unavailable(
    `The map ${map_id} is published by several jobs at once. Go on with: tessera map redrive ${ref.job_id}`,
  );
}

/** By an earlier attempt of this step, though newer builds may have been published since. */
async function wasPublished(build: string, map: MapRecord, builds: Builds): Promise<boolean> {
  if ([map.published_build, map.previous_build].includes(build)) return true;
  return (await builds.find(map.map, build))?.status === 'completed';
}

function refuseOlder(build: string, { map, published_build }: MapRecord, request: PlanRequest): void {
  if (published_build === undefined || published_build < build) return;
  throw superseded('this older one is not published.', { map, published_build, request });
}

/** Two builds of a map that nothing was published of may place it differently; whichever is solved last decides. */
function refuseOtherOrigin(origin: [number, number], map: MapRecord, { job_id }: JobRef): void {
  if (String(map.origin) === String(origin)) return;
  const message = `Another build of the map ${map.map} moved its origin from (${origin}) to (${map.origin}). Go on with: tessera map redrive ${job_id}`;
  throw conflict('other_origin', message);
}
