import { expect, it } from 'vitest';
import { JOB_SECONDS } from '../../../../lib/limits.ts';
import type { JobRecord } from '../../ports/jobs.ts';
import { asSeen } from './never-started.ts';

const AT = '2026-01-01T00:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000);
const job = (status: JobRecord['status'], attempts: Pick<JobRecord, 'attempt' | 'planned'> = { attempt: 1 }) =>
  ({ job_id: 'job_1', status, updated_at: AT, ...attempts }) as JobRecord;

it('a job that never began counts as failed when it cannot begin any more, with the way on', () => {
  expect(asSeen(job('preparing'), later(JOB_SECONDS - 1))).toEqual(job('preparing'));
  expect(asSeen(job('preparing'), later(10 * JOB_SECONDS))).toMatchObject({
    status: 'failed',
    completed_at: later(JOB_SECONDS).toISOString(),
    error: { code: 'not_started', message: expect.stringContaining('tessera map redrive job_1') },
  });
});

it('so does one that was redriven, and whose attempt never began', () => {
  const redriven = job('running', { attempt: 2, planned: 1 });
  expect(asSeen(redriven, later(JOB_SECONDS - 1))).toEqual(redriven);
  expect(asSeen(redriven, later(JOB_SECONDS))).toMatchObject({ status: 'failed', error: { code: 'not_started' } });
});

it.each(['running', 'completed', 'failed', 'cancelled'] as const)('one that began and is %s stays so', (status) => {
  const begun = job(status, { attempt: 2, planned: 2 });
  expect(asSeen(begun, later(10 * JOB_SECONDS))).toEqual(begun);
});
