import type { LocatedShot } from '../workflow.ts';

/** One row a shot of a build, with how many tiles need it and how many of these are made. */
export type Shots = {
  /** As they begin: located, no tile made of them yet. */
  put(ref: { map_id: string; build: string }, shots: LocatedShot[]): Promise<void>;
  /** Every tile that needs them is made. */
  complete(ref: { map_id: string; build: string }, shots: LocatedShot[]): Promise<void>;
  remove(build: string, ids: string[]): Promise<void>;
};
