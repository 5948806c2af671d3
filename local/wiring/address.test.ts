import { expect, test } from 'vitest';
import { pageOrigins, publicAddress } from './address.ts';

test('who listens to one address has pages there', () => {
  expect(pageOrigins('127.0.0.1', 4700)).toEqual(['http://127.0.0.1:4700']);
  expect(pageOrigins('192.168.1.7', 4700)).toEqual(['http://192.168.1.7:4700']);
  expect(pageOrigins('::1', 4700)).toEqual(['http://[::1]:4700']);
});

test.each(['0.0.0.0', '::'])('who listens to %s has them on this machine, too', (host) => {
  const [url, ...others] = pageOrigins(host, 4700);
  expect(url).toBe(`http://${publicAddress(host)}:4700`);
  expect(new Set([url, ...others])).toContain('http://127.0.0.1:4700');
});
