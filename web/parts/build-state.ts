import type { Build } from '../../lambdas/map/schemas.ts';

export type BuildState = 'published' | 'kept' | 'removed' | 'running' | 'failed' | 'cancelled';
type Facts = Pick<Build, 'status' | 'published' | 'removed_at'>;

/** What a build is to people. Kept: published before (or rolled back from), and its tiles are still there. */
export function stateOf({ status, published, removed_at }: Facts): BuildState {
  if (published) return 'published';
  if (removed_at) return 'removed';
  if (status === 'completed') return 'kept';
  if (status === 'preparing' || status === 'running') return 'running';
  return status;
}

/** It can be shown: the published one, and those whose tiles are kept. */
export const isKept = (build: Facts): boolean => ['published', 'kept'].includes(stateOf(build));
