import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../ports/jobs.ts';
import { jobsInMemory } from '../../ports/memory-rows.fixture.ts';
import { Job } from '../../schemas.ts';
import { jobStatus, listJobs, progressOf } from './read-jobs.ts';

const ada = { sub: 'ada', scopes: [] };
const counts = { total: 0, completed: 0, failed: 0 };
const stages = (['capture', 'coords', 'tile', 'cleanup'] as const).flatMap((stage) =>
  Object.entries(counts).map(([count, value]) => [`${stage}_${count}`, value]),
);
const jobOf = (changes: Partial<JobRecord> = {}): JobRecord => ({
  ...(Object.fromEntries(stages) as JobRecord),
  ...{
    job_id: `job_${'0'.repeat(26)}`,
    map_id: 'city',
    map_name: 'City',
    build: '0'.repeat(26),
    attempt: 1,
    owner: 'ada',
  },
  ...{ inputs_hash: 'h', status: 'preparing', total_tasks: 0, completed_tasks: 0, tiles_created: 0, failure_count: 0 },
  ...{ created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' },
  ...changes,
});

describe('progressOf', () => {
  it.each([
    [{ status: 'preparing' }, 0],
    [{ status: 'running', completed_tasks: 1, total_tasks: 3 }, 33.3],
    [{ status: 'running', completed_tasks: 2, total_tasks: 3 }, 66.6],
    [{ status: 'running', completed_tasks: 99_999, total_tasks: 100_000 }, 99.9],
    [{ status: 'running', completed_tasks: 3, total_tasks: 3 }, 99.9],
    [{ status: 'failed', completed_tasks: 3, total_tasks: 3 }, 99.9],
    [{ status: 'completed', completed_tasks: 3, total_tasks: 3 }, 100],
  ] as const)('of %o is %d', (changes, progress) => {
    expect(progressOf(jobOf(changes))).toBe(progress);
  });
});

describe('jobStatus', () => {
  it('answers what the schema promises, with null for what is not there yet', async () => {
    const job = jobOf({ status: 'running', stage: 'tiling', tile_total: 9, tile_completed: 4 });
    const view = await jobStatus(job.job_id, ada, jobsInMemory(job));
    expect(Job.parse(view)).toEqual(view);
    expect(view).toMatchObject({ stage: 'tiling', completed_at: null, url: null, error: null, failures: [] });
    expect(view.stages[2]).toEqual({ name: 'tile', total: 9, completed: 4, failed: 0, as_before: 0 });
  });

  it('tells what was known before: of shots by the attempt, of tiles by what was copied', async () => {
    const { stages } = await jobStatus(
      jobOf().job_id,
      ada,
      jobsInMemory(jobOf({ capture_known: 43, coords_known: 40, tiles_copied: 1200 })),
    );
    expect(stages.map(({ name, as_before }) => [name, as_before])).toEqual([
      ['capture', 43],
      ['coords', 40],
      ['tile', 1200],
      ['cleanup', 0],
    ]);
  });

  it('shows the map once it is published', async () => {
    const job = jobOf({ status: 'running', stage: 'cleaning' });
    expect((await jobStatus(job.job_id, ada, jobsInMemory(job))).url).toBe('/maps/city');
  });

  it('shows 100 failures and counts them all', async () => {
    const job = jobOf({ status: 'failed', failure_count: 120 });
    const jobs = jobsInMemory(job);
    const failure = { stage: 'capture', code: 'missing', message: 'm' };
    await jobs.putFailures(
      job,
      Array.from({ length: 120 }, (_, i) => ({ ...failure, item: `${i}` })),
      1,
    );
    const view = await jobStatus(job.job_id, ada, jobs);
    expect([view.failures.length, view.failure_count]).toEqual([100, 120]);
  });

  it('hides the jobs of others', async () => {
    const job = jobOf({ owner: 'ben' });
    await expect(jobStatus(job.job_id, ada, jobsInMemory(job))).rejects.toMatchObject({ status: 404 });
  });
});

describe('listJobs', () => {
  it('pages through own jobs, newest first', async () => {
    const all = Array.from({ length: 25 }, (_, i) => {
      const two = String(i).padStart(2, '0');
      return jobOf({
        job_id: `job_${two}`,
        created_at: `2026-01-01T00:00:${two}.000Z`,
        owner: i === 7 ? 'ben' : 'ada',
      });
    });
    const jobs = jobsInMemory(...all);
    const first = await listJobs(ada, undefined, jobs);
    const second = await listJobs(ada, first.next!, jobs);
    const ids = [...first.jobs, ...second.jobs].map(({ job_id }) => job_id);
    expect(ids).toEqual(
      all
        .filter(({ owner }) => owner === 'ada')
        .map(({ job_id }) => job_id)
        .toReversed(),
    );
    expect([first.jobs.length, second.next]).toEqual([20, null]);
  });
});
