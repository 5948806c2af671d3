import { PICTURE_URL_SECONDS } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { Media, MediaStore, PictureUrls, UploadedObjects } from '../../../media/ports.ts';
import { previewKey } from '../../keys.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { ShotDetail, ShotPair, Side } from '../../shot-schemas.ts';
import type { BuildPair, LocatedShot } from '../../workflow.ts';
import { pairsOfShot } from '../pair-bands.ts';
import { shotView, shownPixels, shownPlace } from './list-shots.ts';
import { ownMap } from './own-map.ts';
import { positionsOf } from './positions-of.ts';

export type ShowShotTools = {
  maps: Maps;
  builds: Builds;
  work: ObjectStore;
  media: MediaStore;
  stored: UploadedObjects;
  pictureUrls: PictureUrls;
};

/** Where the first of a pair lies, seen from the second. */
const BACK: Record<BuildPair['side'], Side> = {
  right: 'left',
  below: 'above',
  'right-below': 'left-above',
  'left-below': 'right-above',
};

/** A shot of an own map beside its neighbours. @throws TesseraError 404; `no_positions` (404) while it has no place yet. */
export async function showShot(
  { map, build, screenshot_id }: { map: string; build: string; screenshot_id: string },
  { sub }: Caller,
  tools: ShowShotTools,
): Promise<ShotDetail> {
  await ownMap(map, sub, tools.maps);
  if (!(await tools.builds.find(map, build))) throw notFound('build', build);
  const { shots } = await positionsOf(build, tools.work);
  const byId = new Map(shots.map((shot) => [shot.id, shot]));
  const shot = byId.get(screenshot_id);
  if (!shot) throw notFound('screenshot', screenshot_id);
  const index = shots.indexOf(shot);
  const found = await pairsOfShot(build, { id: screenshot_id, index }, tools.work);
  const pairs = found.flatMap((pair) => seenFrom(screenshot_id, pair, byId) ?? []);
  const ids = [shot, ...pairs.map(({ neighbour }) => neighbour)].map(({ id }) => id);
  // The row of a screenshot goes with it.
  const there = await tools.media.find(ids);
  const urls = await urlsOf(build, ids, there, tools);
  return {
    ...{ ...shotView(shot), map, build, width: shot.width, height: shot.height },
    estimated: shownPlace(shot.estimated ?? shot.position),
    ...{ picture_url: urls.get(shot.id) ?? null, removed: there.every(({ id }) => id !== shot.id) },
    expires_in: PICTURE_URL_SECONDS,
    pairs: pairs.map((pair) => pairView(pair, urls)),
  };
}

type SeenPair = Omit<ShotPair, 'neighbour'> & { neighbour: LocatedShot };

/** A pair of the shot with the other one as the neighbour, whichever of the two it is. */
function seenFrom(
  id: string,
  { a, b, side, offset, residual, confidence, reason, used, lattice }: BuildPair,
  byId: ReadonlyMap<string, LocatedShot>,
): SeenPair | undefined {
  const neighbour = a === id ? byId.get(b) : b === id ? byId.get(a) : undefined;
  if (!neighbour) return undefined;
  const rest = { neighbour, residual: shownPixels(residual), confidence, reason, used, ...(lattice && { lattice }) };
  if (a === id) return { ...rest, side, offset };
  // 0 - x: there is no -0 in JSON.
  return { ...rest, side: BACK[side], offset: offset && [0 - offset[0], 0 - offset[1]] };
}

function pairView({ neighbour, ...pair }: SeenPair, urls: ReadonlyMap<string, string>): ShotPair {
  const { screenshot_id, name, row, col, position, confidence } = shotView(neighbour);
  const picture_url = urls.get(neighbour.id) ?? null;
  return { neighbour: { screenshot_id, name, row, col, position, confidence, picture_url }, ...pair };
}

/** Of each screenshot, or of the small copy that is left of it. */
async function urlsOf(
  build: string,
  ids: string[],
  there: Media[],
  { stored, pictureUrls }: ShowShotTools,
): Promise<ReadonlyMap<string, string>> {
  const keys = new Map(there.map(({ id, key }) => [id, key]));
  const urls = ids.map(async (id) => {
    const key = keys.get(id) ?? previewKey(build, id);
    if (!keys.has(id) && !(await stored.has(key))) return [];
    return [[id, await pictureUrls.sign(key)] as const];
  });
  return new Map((await Promise.all(urls)).flat());
}
