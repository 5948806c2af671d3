import { isIPv4, isIPv6 } from 'node:net';

/**
 * Whom requests from an address are counted for. An IPv4 address is one; of IPv6 a household or a phone has a /64 of its own
 * (RFC 6177), any address of which it may use, so the first 64 bits count. IPv4 written as IPv6 (`::ffff:203.0.113.7`) is IPv4. What
 * is no address is all the same one: to pretend gains nothing.
 */
export function addressGroup(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const groups = groupsOf(plain);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of 16 bits of an IPv6 address (RFC 4291, 2.2). */
function groupsOf(address: string): number[] {
  const [left = '', right] = address.split('::');
  const [before, after] = [left, right ?? ''].map((half) => half.split(':').filter(Boolean).flatMap(numbersOf));
  const zeros = right === undefined ? [] : new Array<number>(8 - before!.length - after!.length).fill(0);
  return [...before!, ...zeros, ...after!];
}

function numbersOf(group: string): number[] {
  if (!group.includes('.')) return [Number.parseInt(group, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}
