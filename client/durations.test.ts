import { expect, test } from 'vitest';
import { duration, jobSeconds } from './durations.ts';

const at = (seconds: number) => new Date(Date.parse('2026-01-02T03:04:00.000Z') + seconds * 1000).toISOString();

test('a job takes as long as from its start to its end; the wait before is none of it', () => {
  const job = { created_at: at(0), started_at: at(1.7), completed_at: at(17.7), updated_at: at(20) };
  expect(duration(jobSeconds(job))).toBe('16 s');
  expect(jobSeconds({ ...job, completed_at: null })).toBeCloseTo(18.3);
  expect(jobSeconds({ ...job, started_at: null })).toBeCloseTo(17.7);
});
