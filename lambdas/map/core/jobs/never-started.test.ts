import { expect, it } from 'vitest';
import { JOB_SECONDS } from '../../../../lib/limits.ts';
import type { JobRecord } from '../../ports/jobs.ts';
import { asSeen } from './never-started.ts';

const AT = '2026-01-01T00:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000);
const job = (status: JobRecord['status']) => ({ job_id: 'job_1', status, updated_at: AT }) as JobRecord;

it('a job that never began counts as failed when it cannot begin any more, with the way on', () => {
  expect(asSeen(job('preparing'), later(JOB_SECONDS - 1))).toEqual(job('preparing'));
  expect(asSeen(job('preparing'), later(10 * JOB_SECONDS))).toMatchObject({
    status: 'failed',
    completed_at: later(JOB_SECONDS).toISOString(),
    error: { code: 'not_started', message: expect.stringContaining('Send the request again') },
  });
});

it.each(['running', 'completed', 'failed', 'cancelled'] as const)('one that is %s stays so', (status) => {
  expect(asSeen(job(status), later(10 * JOB_SECONDS))).toEqual(job(status));
});
