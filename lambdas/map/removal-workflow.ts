/** What travels between the states of the machines that remove: a map, what a build left, what nobody needs any more. */
import type { JobRef } from './workflow.ts';

/**
 * Input of an execution that deletes a map. `gone`: objects that the request itself took (the pointer); `builds`: of a late pass,
 * those that were not complete when it began; `again`: sets another attempt apart (epoch day), when the first one died.
 */
export type DeletionRef = { map_id: string; owner: string; gone?: number; builds?: BuildRef[]; again?: number };
export type BuildRef = { build: string; job_id: string };
/** How many went. */
export type Removed = { objects: number; rows: number };
/** A place that holds something of a map. */
export type Place =
  | { kind: 'objects'; store: 'work' | 'tiles'; prefix: string }
  | { kind: 'rows'; pk: string; but?: string }
  | { kind: 'media'; collection: string };
/** Up to which key, or exactly what: so that what was counted is what goes, also when the removal is repeated. */
export type CountedPlace = { place: Place; last?: string; ids?: string[] };
/** What a round removes; no places when all are empty. `next`: the number of the place where the next round begins to look. */
export type Counted = Removed & { places: CountedPlace[]; next: number };
export type DeletionStep =
  | { step: 'stop'; ref: DeletionRef }
  | { step: 'count'; ref: DeletionRef; from?: number }
  | { step: 'remove'; ref: DeletionRef; counted: Counted }
  | { step: 'finish'; ref: DeletionRef; builds: BuildRef[]; removed: Removed };

/** Input of the Lambda that removes builds. `last`: no worker of the build can be running any more. */
export type RemovalInput = JobRef & { last: boolean };

/** Input of a round of the daily tidying: where the round before ended, and how many maps could not be tidied so far. */
export type TidyInput = { next: { at: string; id: string } | null; failures?: number };
/** What a round removed, and where the next one begins; null: that was the last. */
export type TidyStep = Required<TidyInput> & { maps: number; builds: number; objects: number; uploads: number };
