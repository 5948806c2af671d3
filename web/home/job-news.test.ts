import { expect, test } from 'vitest';
import type { Job } from '../../lambdas/map/schemas.ts';
import { jobNews, newestOfMaps } from './job-news.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const job = (job_id: string, map: string, status: Job['status'], day = 10) =>
  ({ job_id, map, status, completed_at: `2026-03-${String(day).padStart(2, '0')}T11:00:00Z` }) as Job;
const told = (jobs: Job[], ...seen: string[]) => jobNews(jobs, new Set(seen), NOW).map(({ job_id }) => job_id);

test.each([
  ['running', 10, true],
  ['preparing', 10, true],
  ['completed', 10, false],
  ['failed', 4, true],
  ['failed', 3, false],
  ['cancelled', 10, true],
  ['cancelled', 9, false],
] as const)('a job that is %s since the %dth is told of: %s', (status, day, is) => {
  expect(told([job('a', 'm', status, day)])).toEqual(is ? ['a'] : []);
});

test('a failed job whose map has a newer one needs nobody any more', () => {
  expect(told([job('b', 'm', 'completed'), job('a', 'm', 'failed')])).toEqual([]);
  expect(told([job('b', 'm', 'running'), job('a', 'm', 'failed')])).toEqual(['b']);
  expect(told([job('b', 'other', 'completed'), job('a', 'm', 'failed')])).toEqual(['a']);
});

test('a job that ends while it is looked at stays', () => {
  expect(told([job('a', 'm', 'completed')], 'a')).toEqual(['a']);
});

test('an end that was taken note of is not told of again; that of another attempt is', () => {
  const failed = { ...job('a', 'm', 'failed'), attempt: 1 };
  const news = (told: Job) => jobNews([told], new Set(['a']), NOW, new Set(['a 1'])).length;
  expect(news(failed)).toBe(0);
  expect(news({ ...failed, attempt: 2 })).toBe(1);
  expect(news({ ...failed, status: 'running' })).toBe(1);
});

test('each map has one newest job', () => {
  const jobs = [job('c', 'm', 'running'), job('b', 'n', 'failed'), job('a', 'm', 'failed')];
  expect([...newestOfMaps(jobs)].map(([map, { job_id }]) => [map, job_id])).toEqual([
    ['m', 'c'],
    ['n', 'b'],
  ]);
});
