import { expect, it } from 'vitest';
import { copiesASecond } from './copy-rate.ts';

it('shares what S3 takes among the workers that there are', () => {
  expect([0, 16, 17, 32, 2560, 300_000].map((blocks) => copiesASecond(blocks, 160))).toEqual([
    3000, 3000, 1500, 1500, 18.75, 18.75,
  ]);
  expect(copiesASecond(300_000, 2)).toBe(1500);
});
