import type { Clock } from '../../../kernel/clock.ts';
import type { Media, MediaStore } from '../../../media/ports.ts';
import { planKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Captured, PlanRequest } from '../../workflow.ts';
import { isThere, withTaken } from '../capture/taken-shots.ts';
import { readJson, writeJson } from '../files.ts';

/**
 * What a game took becomes what was uploaded: each screenshot has its row, used from the beginning, and the build's request says what
 * it is. So whatever comes later (corrections, cleaning, another build of the same pictures) need not know who took it. A repeat
 * writes the same again.
 */
export async function keepTaken(
  build: string,
  captured: Captured,
  { work, media, clock }: { work: ObjectStore; media: Pick<MediaStore, 'put'>; clock: Clock },
): Promise<void> {
  if (!Object.values(captured).some(({ taken }) => taken)) return;
  const key = planKey(build, 'request.json');
  const planned = await readJson<PlanRequest>(work, key);
  const request = withTaken(planned, captured);
  const created_at = clock().toISOString();
  const { owner, map_id: collection } = request;
  const news = request.shots.filter((shot, index) => isThere(shot) && !isThere(planned.shots[index]!));
  if (news.length === 0) return;
  const rows = news.map(({ screenshot_id: id, name, bytes, type, sha256, key }): Media => {
    return { id, owner, collection, name, bytes, type, sha256, key, created_at };
  });
  await media.put(rows);
  await writeJson(work, key, request);
}
