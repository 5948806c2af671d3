import { expect, test } from 'vitest';
import { forPlainHttp } from './plain-http.ts';

const cookie = 'a=Secure; Path=/media; Secure; HttpOnly';
const open = 'a=Secure; Path=/media; HttpOnly';

test.each([
  ['127.0.0.1:4700', cookie],
  ['localhost', cookie],
  ['192.168.1.7:4700', open],
  ['laptop.local:4700', open],
])('a cookie for %s: %s', (host, sent) => {
  const headers = { 'content-type': 'text/plain', 'set-cookie': [cookie, 'b=1'] };
  expect(forPlainHttp(headers, host)).toEqual({ 'content-type': 'text/plain', 'set-cookie': [sent, 'b=1'] });
});

test('an answer without cookies is as it is; one cookie may stand alone', () => {
  expect(forPlainHttp({ etag: 'x' }, '192.168.1.7')).toEqual({ etag: 'x' });
  expect(forPlainHttp({ 'set-cookie': 'a=1; secure' }, '192.168.1.7')).toEqual({ 'set-cookie': ['a=1'] });
});
