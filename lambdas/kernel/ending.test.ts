import type { Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { atTheEnd, type Ending } from './ending.ts';
import { notFound, unavailable } from './errors.ts';
import { apiHandler } from './http.ts';
import { logger } from './log.ts';
import { respond } from './respond.ts';
import type { ApiRoute } from './route.ts';

const route = {
  ...{ method: 'GET', path: '/api/things', does: 'For tests', login: 'guest', ownership: 'link' },
  answers: {},
} as const satisfies ApiRoute;

async function endingOf(useCase: () => Promise<ReturnType<typeof respond>>, query?: object) {
  vi.spyOn(logger, 'error').mockReturnValue();
  const endings: Ending[] = [];
  const handler = apiHandler(route, useCase).use(atTheEnd((ending) => void endings.push(ending)));
  const http = { sourceIp: '203.0.113.7' };
  const event = { headers: {}, queryStringParameters: query, requestContext: { requestId: 'r', http } };
  const { statusCode } = await handler(event as never, { functionName: 'f', awsRequestId: 'a' } as Context);
  expect(endings).toHaveLength(1);
  expect(endings[0]!.seconds).toBeGreaterThanOrEqual(0);
  return { statusCode, how: endings[0]!.how };
}

test.each([
  ['an answer', async () => respond(200, {}), undefined, { statusCode: 200, how: 'ok' }],
  ['a refusal', () => Promise.reject(notFound('thing', 'x')), undefined, { statusCode: 404, how: 'refused' }],
  ['a field that nobody knows', async () => respond(200, {}), { more: '1' }, { statusCode: 422, how: 'refused' }],
  [
    'a service that is away',
    () => Promise.reject(unavailable('Later.')),
    undefined,
    { statusCode: 503, how: 'failed' },
  ],
  ['a bug', () => Promise.reject(new TypeError('x')), undefined, { statusCode: 500, how: 'failed' }],
] as const)('%s is told once, and answered as ever', async (_, useCase, query, expected) => {
  expect(await endingOf(useCase, query)).toEqual(expected);
});
