import { expect, test } from 'vitest';
import { readSigningSecret } from './keys.ts';

const PRIVATE = '-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n';

test('reads the keys in their order, whatever else stands beside them', () => {
  const keys = [
    { id: 'K2', private: PRIVATE, signs_from: 5, slot: 'B' },
    { id: 'K1', private: PRIVATE },
  ];
  expect(readSigningSecret(JSON.stringify({ rotation: 1, keys }))).toEqual([
    { id: 'K2', private: PRIVATE, signs_from: 5 },
    { id: 'K1', private: PRIVATE, signs_from: 0 },
  ]);
});

test.each([
  ['{"keys":[]}', 'keys'],
  ['{"keys":[{"id":"","private":"secret"}]}', 'keys.0.id, keys.0.private'],
  ['secret', 'the whole'],
])('%s is refused without a word of what it holds', (text, wrong) => {
  expect(() => readSigningSecret(text)).toThrow(`(${wrong})`);
  expect(() => readSigningSecret(text)).not.toThrow('secret"');
});
