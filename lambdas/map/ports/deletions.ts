import type { DeletionRef, Removed } from '../removal-workflow.ts';

/** `removed`: what it counted; undefined while it runs, and for one that died. */
export type Deletion = { owner: string; ended: boolean; removed: Removed | undefined };

/** Executions that delete whole maps: one a map, and a late one for what was written after it. */
export type Deletions = {
  /** A second start for the same map is harmless. */
  start(ref: DeletionRef): Promise<void>;
  /** Looks again at a map that is gone, when nobody can write to it any more. */
  startLate(ref: DeletionRef): Promise<void>;
  /** How the first one stands; undefined for a map that never was deleted. */
  find(map: string): Promise<Deletion | undefined>;
};
