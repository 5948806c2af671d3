import { expect, test } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { askJobs } from './ask-jobs.ts';

const running = { job_id: 'job_1', status: 'running' } as Job;
const completed = { job_id: 'job_2', status: 'completed' } as Job;
const answering = (...jobs: Job[]) => ({ listJobs: async () => ({ jobs, next: null }) });
const failing = (status: number) => ({
  listJobs: async () => {
    throw new ApiError(status, 'x', 'x');
  },
});

test('asks as long as a job runs', async () => {
  expect(await askJobs(answering(completed, running), [])).toEqual({ jobs: [completed, running], again: true });
  expect(await askJobs(answering(completed), [running])).toEqual({ jobs: [completed], again: false });
});

test.each([0, 429, 503])('a first question that failed with %d is asked again', async (status) => {
  expect(await askJobs(failing(status), undefined)).toEqual({ jobs: [], again: true });
});

test('a question that fails later keeps what is shown', async () => {
  expect(await askJobs(failing(503), [running])).toEqual({ jobs: [running], again: true });
});

test('a visitor who is not signed in any more is not asked for again', async () => {
  expect(await askJobs(failing(401), [running])).toEqual({ jobs: [running], again: false });
});
