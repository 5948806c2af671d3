import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { isCannotSign } from './cannot-sign.ts';
import type { SigningKey } from './keys.ts';
import { createSigner } from './signer.ts';

const pair = (id: string, signs_from = 0) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { key: { id, private: privateKey, signs_from } satisfies SigningKey, publicKey };
};
const newest = pair('KNEW', 2000);
const older = pair('KOLD');
const signer = createSigner(async () => [newest.key, older.key]);

const decoded = (text: string) =>
  Buffer.from(text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'), 'base64');
const isGood = (policy: string, signature: string, publicKey: string) =>
  verify('sha256', decoded(policy), publicKey, decoded(signature));
const at = (epoch: number) => new Date(epoch * 1000);

test('a URL carries a policy for this path and time, signed by the newest key', async () => {
  const url = await signer.url('/media/albums/a1/p1/thumb.webp', 120, at(3000));
  const { pathname, searchParams } = new URL(url, 'https://any.example');
  expect(pathname).toBe('/media/albums/a1/p1/thumb.webp');
  expect([...searchParams.keys()]).toEqual(['Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm']);
  const { Policy, Signature, ...rest } = Object.fromEntries(searchParams) as Record<string, string>;
  expect(rest).toEqual({ 'Key-Pair-Id': 'KNEW', 'Hash-Algorithm': 'SHA256' });
  expect(JSON.parse(decoded(Policy!).toString())).toEqual({
    Statement: [
      {
        Resource: 'https://*/media/albums/a1/p1/thumb.webp',
        Condition: { DateLessThan: { 'AWS:EpochTime': 3120 } },
      },
    ],
  });
  expect(isGood(Policy!, Signature!, newest.publicKey)).toBe(true);
  expect(isGood(Policy!, Signature!, older.publicKey)).toBe(false);
});

test('nothing in a URL or cookie needs escaping', async () => {
  // Signatures differ each time: in 50 of 72 bytes each, the three characters of base64 that are replaced all come up.
  for (let i = 0; i < 50; i++) {
    expect(await signer.url('/media/a', 60, at(3000 + i))).toMatch(/^\/media\/a\?[A-Za-z0-9=&~_-]+$/);
  }
});

test('cookies are for everything below a prefix, and go nowhere else', async () => {
  const cookies = await signer.cookies('/media/albums/a1', 60, at(3000));
  const names = ['Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'].map((name) => `CloudFront-${name}`);
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(names);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; Path=\/media\/albums\/a1; Max-Age=60; HttpOnly; Secure; SameSite=Strict$/);
  }
  const [policy, signature] = cookies.map((cookie) => /^[^=]+=([^;]+);/.exec(cookie)![1]!) as [string, string];
  const [{ Resource, Condition }] = JSON.parse(decoded(policy).toString()).Statement;
  expect([Resource, Condition.DateLessThan]).toEqual(['https://*/media/albums/a1/*', { 'AWS:EpochTime': 3060 }]);
  expect(isGood(policy, signature, newest.publicKey)).toBe(true);
});

test('a key that is not known everywhere yet does not sign', async () => {
  expect(await signer.url('/media/a', 60, at(1999))).toContain('Key-Pair-Id=KOLD');
  expect(await signer.url('/media/a', 60, at(2000))).toContain('Key-Pair-Id=KNEW');
  const alone = createSigner(async () => [newest.key]);
  expect(await alone.url('/media/a', 60, at(1999))).toContain('Key-Pair-Id=KNEW');
});

test.each([
  ['there are no keys', async () => []],
  ['the keys cannot be read', () => Promise.reject(new Error('throttled'))],
  ['a key is none', async () => [{ id: 'K', private: '-----BEGIN PRIVATE KEY-----', signs_from: 0 }]],
])('when %s the error says so, and may be tried again', async (_, keys) => {
  const error = await createSigner(keys)
    .url('/media/a', 60, at(0))
    .catch((thrown: unknown) => thrown);
  expect(isCannotSign(error)).toBe(true);
  expect(error).toMatchObject({ status: 503, retry: true, cause: expect.any(Error) });
});

test.each([
  '/media',
  '/media/',
  '/api/maps',
  '/media/*',
  '/media/a?b',
  '/media/a/../b',
  '/media/a//b',
  'media/a',
  '/media/ä',
])('the path %s is never signed', async (path) => {
  await expect(signer.url(path, 60, at(0))).rejects.toThrow('never signed');
  await expect(signer.cookies(path, 60, at(0))).rejects.toThrow('never signed');
});
