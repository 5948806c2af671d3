import { expect, it } from 'vitest';
import { viewerAddress } from './viewer-address.ts';

const EDGE = '130.176.1.2';

it.each([
  ['through CloudFront', `203.0.113.7, ${EDGE}`, '203.0.113.7'],
  ['through CloudFront, from a viewer who pretends', `198.51.100.1, 203.0.113.7, ${EDGE}`, '203.0.113.7'],
  ['through CloudFront, from a viewer who pretends to be it', `${EDGE}, 203.0.113.7, ${EDGE}`, '203.0.113.7'],
  ['of an API that does not append its caller', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['with IPv6', `2001:db8::1, ${EDGE}`, '2001:db8::1'],
  ['without the header', undefined, EDGE],
  ['with an empty entry', ` , ${EDGE}`, EDGE],
])('%s', (_, forwarded, address) => {
  expect(viewerAddress(forwarded, EDGE, true)).toBe(address);
});

it.each([EDGE, `203.0.113.7, ${EDGE}`, '203.0.113.7', undefined])(
  'past CloudFront nobody pretends: %s',
  (forwarded) => {
    expect(viewerAddress(forwarded, EDGE, false)).toBe(EDGE);
  },
);
