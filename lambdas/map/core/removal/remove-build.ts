import { planKey } from '../../keys.ts';
import type { Shots } from '../../ports/shots.ts';
import type { PlanRequest } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { type LetGoTools, letGo } from '../steps/release-shots.ts';
import { type BuildPlaces, type RemovedObjects, removeBuildObjects } from './remove-objects.ts';

export type BuildTools = BuildPlaces & LetGoTools & { shots: Shots };
/** `screenshots`: those that only this build used; a repeat names them again. */
export type Removed = RemovedObjects & { screenshots: number };

/**
 * Removes everything of a build but its row: tiles, files, its shots' rows, and the screenshots that no other build of the map
 * uses. Safe to repeat. Whether it may go is the caller's business.
 *
 * @param options.last false: workers may still write. The request stays for the pass that comes after them.
 */
export async function removeBuild(
  { map_id, build }: { map_id: string; build: string },
  tools: BuildTools,
  { last = true }: { last?: boolean } = {},
): Promise<Removed> {
  const request = await findJson<PlanRequest>(tools.work, planKey(build, 'request.json'));
  const screenshots = request ? await removeScreenshots(request, tools) : 0;
  const objects = await removeBuildObjects({ map_id, build }, tools, { keepRequest: !last });
  return { ...objects, screenshots };
}

/**
 * Also those that repaired ones took the place of: the attempt that was to let them go may have died before. And those that a game
 * may have taken, known or not, with its save.
 */
async function removeScreenshots(request: PlanRequest, tools: BuildTools): Promise<number> {
  const shots = [...request.shots, ...(request.replaced ?? [])].map(({ screenshot_id: id, key }) => ({ id, key }));
  const files: { id: string; key: string }[] = request.capture ? [...shots, request.capture.save] : shots;
  const ids = files.map(({ id }) => id);
  const kept = await letGo(request, ids, tools);
  const going = files.filter(({ id }) => !kept.has(id));
  await tools.work.deleteAll(going.map(({ key }) => key));
  await tools.shots.remove(request.build, ids);
  return going.length;
}
