import type { Page, Place } from '../../kernel/page.ts';
import type { GameName } from '../capture-schemas.ts';
import type { BuildRef } from '../removal-workflow.ts';
import type { Failure, JobStage, JobStatus, StageName, TileFormat } from '../schemas.ts';
import type { JobRef } from '../workflow.ts';

export type StageTotals = Record<`${StageName}_${'total' | 'completed' | 'failed'}`, number>;

/** A job in one of its attempts: what belongs to an earlier one may not move the job any more. */
export type Attempt = Pick<JobRef, 'job_id' | 'attempt'>;

export type JobRecord = JobRef &
  StageTotals & {
    map_name: string;
    owner: string;
    inputs_hash: string;
    /** It takes the shots itself. */
    game?: GameName;
    status: JobStatus;
    stage?: JobStage;
    total_tasks: number;
    completed_tasks: number;
    tiles_created: number;
    /** Absent in jobs from before. */
    tiles_copied?: number;
    /** Of what is completed, so many were when the attempt began: by an attempt before, or by the build below. Absent in jobs from before. */
    capture_known?: number;
    coords_known?: number;
    created_at: string;
    started_at?: string;
    completed_at?: string;
    updated_at: string;
    failure_count: number;
    /** The attempt that Plan has counted the tasks of. */
    planned?: number;
    /** Key of a request with repaired screenshots, for the next attempt to begin with. */
    request?: string;
    error?: { code: string; message: string };
    /** Set at the end of the job, epoch seconds. */
    expires_at?: number;
  };

/** With the screenshot that is at fault, where one is. */
export type FailureRecord = Failure & { screenshot_id?: string };

export type BuildRecord = {
  map: string;
  build: string;
  job_id: string;
  inputs_hash: string;
  /** Its job's status is the truth until it is completed. */
  status: 'preparing' | 'completed';
  created_at: string;
  completed_at?: string;
  shots: number;
  tiles: number;
  width?: number;
  height?: number;
  format: TileFormat;
  /** Key of the request that its job was last redriven with: until the attempt has begun, `request.json` does not know it. */
  request?: string;
  /** The build that it took over from what is the same; absent when everything was made anew. */
  base?: string;
  /** Its tiles are gone, or going: it cannot be published again. */
  removed_at?: string;
  /** They are gone. */
  emptied?: boolean;
};

/** `claimed` until the job is stored; for good when the request died before that. */
export type InputsLock = { job_id: string; build: string; claimed?: boolean };
/** `row`: which of the map's claims it is. */
export type Claim = BuildRef & { row: string };

/** `shots`: how many a game takes is known from the plan on. */
export type Built = Required<Pick<BuildRecord, 'completed_at' | 'tiles' | 'width' | 'height'>> &
  Partial<Pick<BuildRecord, 'shots'>>;
/** Values that a move between stages sets beside the stage. */
export type JobChanges = Partial<
  Pick<
    JobRecord,
    | 'total_tasks'
    | 'completed_tasks'
    | 'tiles_created'
    | 'tiles_copied'
    | 'capture_known'
    | 'coords_known'
    | 'started_at'
    | 'failure_count'
    | keyof StageTotals
  >
>;

export type Jobs = {
  find(job: string): Promise<JobRecord | undefined>;
  findAll(jobs: string[]): Promise<JobRecord[]>;
  /** Newest first. */
  ofOwner(owner: string, limit: number, after?: Place): Promise<Page<JobRecord>>;
  /** Who last took the lock on these inputs of the map. */
  lockedBy(map: string, inputs_hash: string): Promise<InputsLock | undefined>;
  /**
   * Takes the lock for a job that is about to be stored; false when `instead_of` no longer holds it as it did, or the map is
   * gone. A claim that loses it so stays one of `claims`.
   */
  claim(map: string, inputs_hash: string, claim: InputsLock, instead_of: InputsLock | undefined): Promise<boolean>;
  /** Builds of the map that were claimed and never stored: their requests may lie in the bucket. */
  claims(map: string): Promise<Claim[]>;
  /** Takes the row of a claim away; nothing happens when its job has been stored meanwhile. */
  forgetClaim(map: string, claim: Claim): Promise<void>;
  /** Writes job, build and lock together; false when the lock is no longer the job's, the job is there, or the map is gone. */
  create(job: JobRecord, build: BuildRecord): Promise<boolean>;
  /** Running in this stage, once an attempt; false when it was planned before, or the job has ended. */
  start(ref: Attempt, stage: JobStage, changes: JobChanges, at: string): Promise<boolean>;
  /**
   * `failed -> running` in the next attempt, with the inputs that the build is made of from then on, and the lock on them. False
   * when it is not failed; when `holder` no longer holds the lock, or is another job that has not ended; when the build is
   * retired, or the map gone.
   */
  redrive(
    ref: JobRef,
    inputs: { request?: string; inputs_hash: string; holder?: string },
    at: string,
  ): Promise<boolean>;
  /** Only while running in the stage `from` of this attempt; otherwise false. */
  moveStage(ref: Attempt, move: { from: JobStage; to: JobStage }, changes: JobChanges, at: string): Promise<boolean>;
  /** Only while preparing or running in this attempt; otherwise false. */
  fail(
    ref: Attempt,
    end: { error: { code: string; message: string }; failures: number; at: string; expires_at: number },
  ): Promise<boolean>;
  /** Only while preparing or running and not published yet (the stage cleaning begins with that); otherwise false. */
  cancel(job: string, end: { at: string; expires_at: number }): Promise<boolean>;
  putFailures(ref: Attempt, failures: FailureRecord[], expires_at: number): Promise<void>;
  failures(ref: Attempt, limit: number): Promise<FailureRecord[]>;
};

export type Builds = {
  find(map: string, build: string): Promise<BuildRecord | undefined>;
  /** Newest first: all of them, or the first `limit`. */
  list(map: string, limit?: number): Promise<BuildRecord[]>;
  complete(map: string, build: string, facts: Built): Promise<void>;
  /**
   * Sets `removed_at`, from which on the build cannot be shown. False when the map shows it, or would after a rollback; when
   * its job has not ended; or when it is so already.
   */
  retire(build: BuildRecord, at: string): Promise<boolean>;
  /** Everything of a retired build is gone: the row stays as history. */
  markEmptied(build: BuildRecord): Promise<void>;
  /** Takes the row away, and the lock that its job holds. */
  forget(build: BuildRecord): Promise<void>;
};
