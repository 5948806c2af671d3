import type { MediaStore } from '../../../media/ports.ts';
import { planKey } from '../../keys.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shots } from '../../ports/shots.ts';
import type { CleanupItem, PlanRequest, Positions } from '../../workflow.ts';
import { findJson, writeLines } from '../files.ts';

/**
 * Writes the manifest of the stage cleanup. With `keep_shots` every screenshot stays; else those go that no other build of
 * the map refers to, and their rows at once, so that no later job can be given a picture that is about to go.
 */
export async function releaseShots(
  { build, map_id, options }: PlanRequest,
  positions: Positions,
  { work, builds, media, shots }: { work: ObjectStore; builds: Builds; media: MediaStore; shots: Shots },
): Promise<void> {
  const ids = positions.shots.map(({ id }) => id);
  const kept = options.keep_shots ? new Set(ids) : await usedByOthers(map_id, build, builds, work);
  const items = positions.shots.map(
    ({ id, key }): CleanupItem => ({ id, key, action: kept.has(id) ? 'keep' : 'delete' }),
  );
  await writeLines(work, planKey(build, 'cleanup.jsonl'), items);
  const gone = ids.filter((id) => !kept.has(id));
  await media.remove(gone);
  await shots.remove(build, gone);
}

/** Failed builds count, too: their shots stay for another attempt. */
async function usedByOthers(map: string, build: string, builds: Builds, work: ObjectStore): Promise<Set<string>> {
  const used = new Set<string>();
  for (const other of await builds.list(map)) {
    if (other.build === build) continue;
    const request = await findJson<PlanRequest>(work, planKey(other.build, 'request.json'));
    for (const { screenshot_id } of request?.shots ?? []) used.add(screenshot_id);
  }
  return used;
}
