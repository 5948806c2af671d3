import type { LocatedShot } from '../workflow.ts';

/** One row a shot of a build. */
export type Shots = {
  put(ref: { map_id: string; build: string }, shots: LocatedShot[]): Promise<void>;
  remove(build: string, ids: string[]): Promise<void>;
};
