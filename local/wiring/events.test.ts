import { expect, test } from 'vitest';
import { troubleOf } from './events.ts';

test.each([
  ['{"level":"INFO","message":"planned"}', undefined],
  ['{"level":"ERROR","message":"Plan failed","error":{"message":"no shots"}}', 'Plan: Plan failed: no shots'],
  ['{"level":"WARN","message":"slow"}', 'Plan: slow'],
  ['{"_aws":{},"Tiles":3}', undefined],
  ['{ not JSON', undefined],
  ['REPORT RequestId: 1 Duration: 3 ms', undefined],
  ['TypeError: x is not a function', 'Plan: TypeError: x is not a function'],
])('of the line %s', (line, expected) => {
  expect(troubleOf('Plan', line)).toBe(expected);
});
