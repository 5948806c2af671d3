import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { conflict, notFound, unavailable } from '../../../kernel/errors.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { MapRecord, Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { RollbackAnswer, RollbackRequest } from '../../removal-schemas.ts';
import type { MapJson } from '../../schemas.ts';
import { buildMapJsonKey } from '../../tile-paths.ts';
import { findJson, readJson } from '../files.ts';
import { followPointer } from './follow-pointer.ts';
import { ownMap } from './own-map.ts';

export type RollBackTools = { tiles: ObjectStore; maps: Maps; builds: Builds; clock: Clock };

/**
 * The map shows an earlier build again: the pointer moves by one conditional write, `map.json` follows. The caller names the
 * build that it saw, so that a repeat (after a lost answer, or a crash between the two) gives the same result and goes back
 * no further.
 * @throws TesseraError 404; 409 `no_earlier_build`, `build_removed`, or `published_meanwhile` when the map shows another
 * build than the caller saw
 */
export async function rollBack(
  map_id: string,
  request: RollbackRequest,
  { sub }: Caller,
  tools: RollBackTools,
): Promise<RollbackAnswer> {
  const { from } = request;
  const to = await targetOf(map_id, request, sub, tools);
  // Another may move the pointer between our look and our write: look again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const map = await ownMap(map_id, sub, tools.maps);
    if (map.published_build === to) {
      await followPointer(map_id, tools);
      return { map: map_id, from, published_build: to, previous_build: map.previous_build ?? null };
    }
    if (map.published_build !== from) throw publishedMeanwhile(map, from);
    await move(map_id, from, to, tools);
  }
  throw unavailable(`The map ${map_id} is changed by several at once. Try again.`);
}

async function targetOf(map_id: string, { from, to }: RollbackRequest, owner: string, tools: RollBackTools) {
  const map = await ownMap(map_id, owner, tools.maps);
  if (!(await tools.builds.find(map_id, from))) throw notFound('build', from);
  if (to !== undefined) {
    if (!(await tools.builds.find(map_id, to))) throw notFound('build', to);
    return to;
  }
  // Never null without reason: what a build was published after is written beside its tiles and never changes.
  const shown = await findJson<MapJson>(tools.tiles, buildMapJsonKey(map_id, from));
  const target = shown?.previous;
  if (target) return target;
  if (map.published_build !== from) throw publishedMeanwhile(map, from);
  throw conflict('no_earlier_build', `The map ${map_id} showed nothing before build ${from}; there is no way back.`);
}

async function move(map_id: string, from: string, to: string, tools: RollBackTools) {
  const { tiles, maps, builds, clock } = tools;
  await complete(map_id, from, tools);
  const build = await builds.find(map_id, to);
  if (build?.status !== 'completed' || build.removed_at) throw removed(to);
  const {
    previous,
    width,
    height,
    maxZoom: max_zoom,
    format,
    tiles: stored,
  } = await readJson<MapJson>(tiles, buildMapJsonKey(map_id, to));
  const before = previous ? await builds.find(map_id, previous) : undefined;
  const facts = { width, height, max_zoom, format, tiles: stored, at: clock().toISOString() };
  const kept = before?.status === 'completed' && !before.removed_at;
  await maps.rollBack(map_id, { from, to, previous: kept ? before.build : undefined }, facts);
}

/** Else a publish that crashed behind its pointer, and is repeated after us, would take `from` for not yet published. */
async function complete(map_id: string, from: string, { tiles, builds }: RollBackTools): Promise<void> {
  if ((await builds.find(map_id, from))?.status === 'completed') return;
  const shown = await readJson<MapJson>(tiles, buildMapJsonKey(map_id, from));
  const { width, height, tiles: stored, madeAt } = shown;
  await builds.complete(map_id, from, { completed_at: madeAt, tiles: stored, width, height });
}

const removed = (build: string) =>
  conflict(
    'build_removed',
    `Build ${build} cannot be shown: it was never published, or its tiles were removed when newer builds took its place.`,
  );

const publishedMeanwhile = ({ map, published_build }: MapRecord, from: string) =>
  conflict(
    'published_meanwhile',
    `The map ${map} shows build ${published_build ?? 'none'}, not ${from} any more. Look at it, and roll back from there.`,
  );
