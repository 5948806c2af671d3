import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { addressGroup } from './address-group.ts';
import { guestHandler } from './guest-handler.ts';
import { respond } from './respond.ts';
import type { ApiRoute } from './route.ts';

const route = {
  ...{ method: 'GET', path: '/api/things', does: 'For tests', login: 'guest', ownership: 'link' },
  answers: { 200: z.unknown() },
} as const satisfies ApiRoute;
const SOURCE = '130.176.1.2';

/** For whom a request is counted. */
async function counted(headers: Record<string, string>): Promise<string> {
  const handler = guestHandler(
    route,
    async ({ ip }) => respond(200, { group: addressGroup(ip) }),
    async (given) => given === 'sesame',
  );
  const event = { headers, requestContext: { requestId: 'req-1', http: { sourceIp: SOURCE } } };
  const answer = await handler(event as never, { functionName: 'f', awsRequestId: 'a' } as Context, {} as never);
  return JSON.parse(answer!.body).group;
}

it.each([
  ['IPv4', `203.0.113.7, ${SOURCE}`, '203.0.113.7'],
  ['IPv6, all of a /64', `2001:db8:1:2:3:4:5:6, ${SOURCE}`, '2001:db8:1:2::/64'],
  ['IPv4 written as IPv6', `::ffff:203.0.113.7, ${SOURCE}`, '203.0.113.7'],
  ['what a viewer wrote himself is not looked at', `198.51.100.1, 203.0.113.7, ${SOURCE}`, '203.0.113.7'],
])('through CloudFront: %s', async (_, forwarded, group) => {
  expect(await counted({ 'x-origin-verify': 'sesame', 'x-forwarded-for': forwarded })).toBe(group);
});

it.each<Record<string, string>>([{}, { 'x-origin-verify': '' }, { 'x-origin-verify': 'guessed' }])(
  'past CloudFront, with %s: whoever called, whatever he says',
  async (proof) => {
    expect(await counted({ ...proof, 'x-forwarded-for': `203.0.113.7, ${SOURCE}` })).toBe(SOURCE);
  },
);
