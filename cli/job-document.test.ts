import { expect, test } from 'vitest';
import type { Job } from '../lambdas/map/schemas.ts';
import { jobLines } from './job-document.ts';

const failed = (code: string) =>
  ({
    ...{ job_id: 'job_1', map: 'city', map_name: 'City', build: '1', status: 'failed', stages: [], failures: [] },
    ...{
      failure_count: 0,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:01Z',
      url: null,
      attempt: 1,
    },
    error: { code, message: 'It failed.' },
  }) as unknown as Job;

test.each([
  ['capture_failed', true],
  ['outside_capture', false],
  ['superseded', false],
  ['not_a_save', false],
  ['outside_world', false],
])('after %s going on is offered: %s', (code, isOffered) => {
  expect(jobLines(failed(code), 'http://here').some((line) => line.includes('map redrive'))).toBe(isOffered);
});
