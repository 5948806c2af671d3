import type { JobRef } from '../workflow.ts';

export type Executions = {
  /** The id that the job's execution has, or will have. */
  idOf(ref: JobRef): string;
  /** Starts it; a second start of the same job is harmless. */
  start(ref: JobRef): Promise<void>;
  /** Ends it: nothing of it begins any more. One that has ended, or never began, is fine. */
  stop(ref: JobRef, why: { error: string; cause: string }): Promise<void>;
};
