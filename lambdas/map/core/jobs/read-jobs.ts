import type { Caller } from '../../../kernel/caller.ts';
import { PlaceInList, readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { notFound } from '../../../kernel/errors.ts';
import { inParallel } from '../../../kernel/pool.ts';
import type { FailureRecord, JobRecord, Jobs } from '../../ports/jobs.ts';
import { type Job, type JobList, StageName } from '../../schemas.ts';

const PAGE = 20;
const FAILURES_SHOWN = 100;

/** 0.0-100.0: 100 when the job is completed and never before, though all tasks may be done a moment earlier. */
export function progressOf({ status, completed_tasks, total_tasks }: JobRecord): number {
  if (status === 'completed') return 100;
  if (total_tasks === 0) return 0;
  return Math.min(99.9, Math.floor((completed_tasks / total_tasks) * 1000) / 10);
}

export function jobView(job: JobRecord, failures: FailureRecord[]): Job {
  const published = job.status === 'completed' || job.stage === 'cleaning';
  return {
    job_id: job.job_id,
    map: job.map_id,
    map_name: job.map_name,
    build: job.build,
    attempt: job.attempt,
    ...(job.game && { game: job.game }),
    status: job.status,
    stage: job.stage ?? null,
    progress: progressOf(job),
    total_tasks: job.total_tasks,
    completed_tasks: job.completed_tasks,
    tiles_created: job.tiles_created,
    tiles_copied: job.tiles_copied ?? 0,
    created_at: job.created_at,
    started_at: job.started_at ?? null,
    completed_at: job.completed_at ?? null,
    updated_at: job.updated_at,
    stages: StageName.options.map((name) => ({
      name,
      total: job[`${name}_total`],
      completed: job[`${name}_completed`],
      failed: job[`${name}_failed`],
      as_before: knownOf(job)[name] ?? 0,
    })),
    failures: failures.map(({ item, stage, code, message }) => ({ item, stage, code, message })),
    failure_count: job.failure_count,
    error: job.error ?? null,
    url: published ? `/maps/${job.map_id}` : null,
  };
}

const knownOf = (job: JobRecord): Partial<Record<StageName, number | undefined>> => ({
  capture: job.capture_known,
  coords: job.coords_known,
  tile: job.tiles_copied,
});

/** @throws TesseraError 404, also for a job of somebody else. */
export async function jobStatus(job_id: string, caller: Caller, jobs: Jobs): Promise<Job> {
  const job = await jobs.find(job_id);
  if (job?.owner !== caller.sub) throw notFound('job', job_id);
  return withFailures(job, jobs);
}

/** The caller's jobs, newest first. */
export async function listJobs(caller: Caller, next: string | undefined, jobs: Jobs): Promise<JobList> {
  const page = await jobs.ofOwner(caller.sub, PAGE, readCursor(PlaceInList, next));
  const views = await inParallel(page.items, 4, (job) => withFailures(job, jobs));
  return { jobs: views, next: page.after ? writeCursor(page.after) : null };
}

async function withFailures(job: JobRecord, jobs: Jobs): Promise<Job> {
  return jobView(job, job.failure_count > 0 ? await jobs.failures(job, FAILURES_SHOWN) : []);
}
