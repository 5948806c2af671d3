import { expect, it } from 'vitest';
import { viewerAddress } from './viewer-address.ts';

const EDGE = '130.176.1.2';

it.each([
  ['through CloudFront', `203.0.113.7, ${EDGE}`, '203.0.113.7'],
  ['through CloudFront, from a viewer who pretends', `198.51.100.1, 203.0.113.7, ${EDGE}`, '203.0.113.7'],
  ['of an API that does not append its caller', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['with IPv6', `2001:db8::1, ${EDGE}`, '2001:db8::1'],
  ['past CloudFront', EDGE, EDGE],
  ['without the header', undefined, EDGE],
  ['with an empty entry', ` , ${EDGE}`, EDGE],
])('%s', (_, forwarded, address) => {
  expect(viewerAddress(forwarded, EDGE)).toBe(address);
});
