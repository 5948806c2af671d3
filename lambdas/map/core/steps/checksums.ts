import type { PlanRequest } from '../../workflow.ts';

/** Screenshot id -> SHA-256 of its file, from the stage capture on of all shots of a build. */
export const checksumsOf = ({ shots }: Pick<PlanRequest, 'shots'>): Map<string, string> =>
  new Map(shots.map(({ screenshot_id, sha256 }) => [screenshot_id, sha256]));
