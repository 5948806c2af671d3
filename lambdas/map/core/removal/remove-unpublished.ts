import { conflict } from '../../../kernel/errors.ts';
import { planKey } from '../../keys.ts';
import type { Maps } from '../../ports/maps.ts';
import type { Shots } from '../../ports/shots.ts';
import type { PlanRequest } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { type LetGoTools, letGo } from '../steps/release-shots.ts';
import { type BuildPlaces, type RemovedObjects, removeBuildObjects } from './remove-objects.ts';

export type RemovalTools = BuildPlaces & LetGoTools & { maps: Maps; shots: Shots };
/** `screenshots`: those that only this build used; a repeat names them again. */
export type Removed = RemovedObjects & { screenshots: number };

/**
 * Removes what a build left that never was published: its tiles, its files, its shots' rows, and the screenshots that no
 * other build of the map uses. Safe to repeat.
 *
 * @param options.last false: workers may still write. The request stays for the pass that comes after them.
 * @throws TesseraError `published` (409) for a build that is or was published: nothing is touched then
 */
export async function removeUnpublished(
  { map_id, build }: { map_id: string; build: string },
  tools: RemovalTools,
  { last = true }: { last?: boolean } = {},
): Promise<Removed> {
  await refusePublished(map_id, build, tools);
  const request = await findJson<PlanRequest>(tools.work, planKey(build, 'request.json'));
  const screenshots = request ? await removeScreenshots(request, tools) : 0;
  const objects = await removeBuildObjects({ map_id, build }, tools, { keepRequest: !last });
  return { ...objects, screenshots };
}

async function removeScreenshots(request: PlanRequest, tools: RemovalTools): Promise<number> {
  const ids = request.shots.map(({ screenshot_id }) => screenshot_id);
  const kept = await letGo(request, ids, tools);
  const going = request.shots.filter(({ screenshot_id }) => !kept.has(screenshot_id));
  await tools.work.deleteAll(going.map(({ key }) => key));
  await tools.shots.remove(request.build, ids);
  return going.length;
}

async function refusePublished(map_id: string, build: string, { maps, builds }: RemovalTools): Promise<void> {
  const [map, record] = await Promise.all([maps.find(map_id), builds.find(map_id, build)]);
  const shown = [map?.published_build, map?.previous_build].includes(build);
  if (shown || record?.status === 'completed')
    throw conflict('published', `Build ${build} of the map ${map_id} is or was published; it is not removed.`);
}
