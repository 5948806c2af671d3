import { capturedKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Captured, PlanRequest } from '../../workflow.ts';
import type { SeenPicture } from '../cells.ts';
import { findIntact } from '../files.ts';

/** Screenshot id -> what is in it, of all shots of a build. */
export async function seenIn(
  { build, shots }: Pick<PlanRequest, 'build' | 'shots'>,
  work: Pick<ObjectStore, 'get'>,
): Promise<Map<string, SeenPicture>> {
  const captured = Object.values((await findIntact<Captured>(work, capturedKey(build))) ?? {});
  const cells = new Map(captured.map(({ shot, cells }) => [shot, cells]));
  return new Map(shots.map(({ screenshot_id: id, sha256 }) => [id, { sha256, cells: cells.get(id) }]));
}
