import { expect, it } from 'vitest';
import { copiesASecond } from './copy-rate.ts';

it('shares what S3 takes among the workers that there are', () => {
  expect([0, 1, 2, 160, 9000].map((batches) => copiesASecond(batches, 160))).toEqual([3000, 3000, 1500, 18.75, 18.75]);
  expect(copiesASecond(9000, 2)).toBe(1500);
});
