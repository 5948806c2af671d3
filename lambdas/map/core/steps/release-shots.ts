import type { Clock } from '../../../kernel/clock.ts';
import { inParallel } from '../../../kernel/pool.ts';
import type { Media, MediaStore } from '../../../media/ports.ts';
import { planKey } from '../../keys.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Shots } from '../../ports/shots.ts';
import type { CleanupItem, PlanRequest, Positions } from '../../workflow.ts';
import { isThere } from '../capture/taken-shots.ts';
import { findJson, writeLines } from '../files.ts';

/** Requests read at once: each of 10,000 shots is a few MB. */
const READS_AT_ONCE = 8;

export type LetGoTools = { work: ObjectStore; builds: Builds; media: MediaStore; clock: Clock };
export type ReleaseTools = LetGoTools & { shots: Shots };

/**
 * Verify has proved that every tile is made, so the counts of all shots reach what is required, and they may go. Writes the
 * manifest of the stage cleanup: with `keep_shots` every screenshot stays; else those go that nobody else uses.
 */
export async function releaseShots(request: PlanRequest, positions: Positions, tools: ReleaseTools): Promise<void> {
  const { build, options } = request;
  const { work, shots } = tools;
  const ids = positions.shots.map(({ id }) => id);
  const kept = options.keep_shots ? new Set(ids) : await letGo(request, ids, tools);
  const items = positions.shots.map(
    ({ id, key }): CleanupItem => ({ id, key, action: kept.has(id) ? 'keep' : 'delete' }),
  );
  await writeLines(work, planKey(build, 'cleanup.jsonl'), items);
  await shots.complete(
    request,
    positions.shots.filter(({ id }) => kept.has(id)),
  );
  await shots.remove(
    build,
    ids.filter((id) => !kept.has(id)),
  );
}

/**
 * Takes away the rows of the screenshots that no other build of the map refers to, so that no later job can be given a
 * picture that is about to go. A job may have been given one just before: the builds are read again, and what is used then
 * has its row back. Answers the ids that others use: their objects stay.
 */
export async function letGo(
  request: PlanRequest,
  ids: string[],
  { work, builds, media, clock }: LetGoTools,
): Promise<Set<string>> {
  const { map_id, build } = request;
  const used = await usedByOthers(map_id, build, builds, work);
  await media.remove(ids.filter((id) => !used.has(id)));
  const kept = await usedByOthers(map_id, build, builds, work);
  await media.put(rowsOf(request, kept, clock()));
  return kept;
}

type MediaFile = Pick<Media, 'id' | 'name' | 'bytes' | 'type' | 'sha256' | 'key'>;

/** What the build is made of, as far as it is there: its screenshots, and the save that a game takes them from. */
export function mediaOf({ shots, capture }: Pick<PlanRequest, 'shots' | 'capture'>): MediaFile[] {
  const there = shots.filter(isThere).map(({ screenshot_id: id, name, bytes, type, sha256, key }) => ({
    ...{ id: id as string, name, bytes, type, sha256, key },
  }));
  return capture ? [...there, capture.save] : there;
}

/** Rows made from the request, all of them: a repeat of the step cannot tell any more which ones it removed. */
function rowsOf(request: PlanRequest, used: ReadonlySet<string>, now: Date): Media[] {
  const { owner, map_id: collection } = request;
  const created_at = now.toISOString();
  return mediaOf(request)
    .filter(({ id }) => used.has(id))
    .map((file) => ({ ...file, owner, collection, created_at }));
}

/** Failed builds count, too: their shots stay for another attempt. Emptied ones are history: their requests have gone. */
async function usedByOthers(map: string, build: string, builds: Builds, work: ObjectStore): Promise<Set<string>> {
  const others = (await builds.list(map)).filter((other) => other.build !== build && !other.emptied);
  // An attempt with repaired shots that has not begun yet uses them already.
  const keys = others.flatMap((other) => [
    planKey(other.build, 'request.json'),
    ...(other.request ? [other.request] : []),
  ]);
  const used = await inParallel(keys, READS_AT_ONCE, async (key) => {
    const request = await findJson<PlanRequest>(work, key);
    return request ? mediaOf(request).map(({ id }) => id) : [];
  });
  return new Set(used.flat());
}
