import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { reportRequest, troubleOf } from './events.ts';

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

test.each([
  ['GET', 200, false],
  ['GET', 404, false],
  ['HEAD', 404, false],
  ['GET', 403, true],
  ['GET', 500, true],
  ['POST', 201, true],
  ['DELETE', 404, true],
])('%s answered %i: reported %s', (method, statusCode, reported) => {
  const lines: string[] = [];
  const response = Object.assign(new EventEmitter(), { statusCode });
  const request = { method, url: '/api/maps/city?token=secret' } as IncomingMessage;
  reportRequest(request, response as unknown as ServerResponse, (line) => lines.push(line));
  response.emit('finish');
  expect(lines).toEqual(
    reported ? [expect.stringMatching(new RegExp(`^${method} /api/maps/city ${statusCode} `))] : [],
  );
});
