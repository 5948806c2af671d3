import { expect, test } from 'vitest';
import type { Job } from '../../lambdas/map/schemas.ts';
import { sampled } from './sampled.ts';

test('a job is sampled by the stage that it works at, with what failed there', () => {
  const stages = [
    { name: 'capture', total: 48, completed: 48, failed: 0, as_before: 0 },
    { name: 'tile', total: 30, completed: 4, failed: 1 },
  ];
  const job = { status: 'running', stage: 'tiling', stages } as Job;
  expect(sampled([{ stage: 'capture', seconds: 1, completed: 9 }], job, 5)).toEqual([
    { stage: 'tile', seconds: 5, completed: 5 },
  ]);
  expect(sampled([{ stage: 'tile', seconds: 1, completed: 2 }], { ...job, stage: 'verifying' }, 5)).toEqual([]);
});
