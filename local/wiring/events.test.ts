import { expect, test } from 'vitest';
import { requestLine, troubleOf } from './events.ts';

test.each([
  ['{"level":"INFO","message":"planned"}', undefined],
  ['{"level":"ERROR","message":"Plan failed","error":{"message":"no shots"}}', 'Plan: Plan failed: no shots'],
  ['{"level":"WARN","message":"slow"}', 'Plan: slow'],
  [
    '{"level":"ERROR","message":"failed","error":{"message":"no"},"message_id":"m1","attempt":5}',
    'Plan: failed: no (message m1, attempt 5)',
  ],
  ['{"_aws":{},"Tiles":3}', undefined],
  ['{ not JSON', undefined],
  ['REPORT RequestId: 1 Duration: 3 ms', undefined],
  ['TypeError: x is not a function', 'Plan: TypeError: x is not a function'],
])('of the line %s', (line, expected) => {
  expect(troubleOf('Plan', line)).toBe(expected);
});

test.each([
  ['GET', 200, false],
  ['GET', 404, false],
  ['HEAD', 404, false],
  ['GET', 403, true],
  ['GET', 500, true],
  ['POST', 201, true],
  ['DELETE', 404, true],
])('%s answered %i: reported %s', (method, status, reported) => {
  const line = requestLine({ route: `${method} /api/maps/{map}`, method, status, ms: 7 });
  expect(line).toBe(reported ? `${method} /api/maps/{map} ${status} (7 ms)` : undefined);
});
