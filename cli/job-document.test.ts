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

test('of what was done before it is told how much', () => {
  const stage = (name: string, as_before: number) => ({ name, total: 48, completed: 48, failed: 0, as_before });
  const job = {
    ...failed('tile_failed'),
    stages: [stage('capture', 47), stage('coords', 43), stage('tile', 0)],
  } as Job;
  expect(jobLines(job, 'http://here').filter((line) => line.includes('/48'))).toEqual([
    '  Checking shots 48/48, 47 as before',
    '  Locating shots 48/48, 43 as before',
    '  Cutting tiles  48/48',
  ]);
});

test('a save that the game refuses is told once, with the number of areas, and going on is not offered', () => {
  const failures = ['r0_c0', 'r0_c1', 'r0_c2'].map((item) => ({
    ...{ item, stage: 'capture', code: 'save_refused', message: `${item}: OpenTTD refuses the save: too new.` },
  }));
  const job = { ...failed('capture_failed'), failures, failure_count: 96 } as Job;
  const lines = jobLines(job, 'http://here').filter((line) => /capture |redrive|more/.test(line));
  expect(lines).toEqual(['  capture of 96 areas: save_refused: OpenTTD refuses the save: too new.']);
  const ended = { ...job, failures: failures.map((failure) => ({ ...failure, code: 'game_missing' })) };
  expect(jobLines(ended, 'http://here').join()).toContain('map redrive job_1');
});
