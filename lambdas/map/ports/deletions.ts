import type { DeletionRef, Removed } from '../workflow.ts';

export type Deletion = { owner: string; removed: Removed | undefined };

/** Executions that delete whole maps: one a map, and a late one for what was written after it. */
export type Deletions = {
  /** A second start for the same map is harmless. */
  start(ref: DeletionRef): Promise<void>;
  /** Looks again at a map that is gone, when nobody can write to it any more. */
  startLate(ref: DeletionRef): Promise<void>;
  /** What the first one counted, when it is done; undefined for a map that never was deleted. */
  find(map: string): Promise<Deletion | undefined>;
};
