/** What a platform in memory keeps of a build. For tests. */
import { positionsKey } from '../../keys.ts';
import type { JobRecord } from '../../ports/jobs.ts';
import type { JobRef, Positions } from '../../workflow.ts';
import { readJson } from '../files.ts';
import type { Platform } from './build.fixture.ts';

export const jobOf = (on: Platform, { job_id }: Pick<JobRef, 'job_id'>): JobRecord => on.jobs.rows.get(job_id)!;
export const positionsOf = (on: Platform, { build }: Pick<JobRef, 'build'>) =>
  readJson<Positions>(on.work, positionsKey(build));
