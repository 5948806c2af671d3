import type { JobRef } from '../workflow.ts';

export type Executions = {
  /** The id that the execution of this attempt of the job has, or will have. */
  idOf(ref: JobRef): string;
  /** Starts it; a second start of the same attempt is harmless. */
  start(ref: JobRef): Promise<void>;
  /** Ends it: nothing of it begins any more. One that has ended, or never began, is fine. */
  stop(ref: JobRef, why: { error: string; cause: string }): Promise<void>;
};

/** Executions that remove what an unpublished build left, as soon as it may and once more after its last worker. */
export type Removals = {
  /** A second start for the same build is harmless. */
  start(ref: JobRef): Promise<void>;
};
