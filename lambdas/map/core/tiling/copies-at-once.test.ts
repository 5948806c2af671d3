import { expect, it } from 'vitest';
import { copiesAtOnce } from './copies-at-once.ts';

it('shares what S3 takes among the batches', () => {
  expect([0, 1, 28, 48, 49, 160, 1600, 2560, 300_000].map(copiesAtOnce)).toEqual([32, 32, 32, 32, 25, 10, 1, 1, 1]);
  for (let batches = 1; batches <= 100; batches++)
    expect(batches * copiesAtOnce(16 * batches)).toBeLessThanOrEqual(100);
});
