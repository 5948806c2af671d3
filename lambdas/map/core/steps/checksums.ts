import type { Captured, PlanRequest } from '../../workflow.ts';

/** Screenshot id -> SHA-256 of its file: as it was captured, or as the request says. */
export function checksumsOf({ shots }: Pick<PlanRequest, 'shots'>, captured: Captured): Map<string, string> {
  const sums = new Map<string, string>(shots.map(({ screenshot_id, sha256 }) => [screenshot_id, sha256]));
  for (const { shot, sha256 } of Object.values(captured)) if (sha256) sums.set(shot, sha256);
  return sums;
}
