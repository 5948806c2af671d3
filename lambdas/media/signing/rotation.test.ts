import { expect, test } from 'vitest';
import {
  keysAt,
  keysInUse,
  type Pair,
  pairsAt,
  SIGNING_KEY_REST_SECONDS,
  SIGNING_KEY_SETTLES_SECONDS,
  type StoredKey,
} from './rotation.ts';

const name = ({ slot, generation }: { slot: string; generation: number }) => `${slot}${generation}`;
const idsOf = (keys: StoredKey[]) => keys.map((key) => ({ id: `K${key.public}`, public: `${key.public}\n` }));

/** A secret, as make and use leave it. */
const secret = () => {
  let made = 0;
  let current: StoredKey[] = [];
  let previous: StoredKey[] = [];
  const make = (): Pair => {
    made++;
    return { public: `public ${made}`, private: `private ${made}` };
  };
  return {
    rotate(rotation: number, epoch: number) {
      const known = [...current, ...previous];
      const pairs = pairsAt(rotation, { current, known }, { make, epoch });
      const next = keysInUse(rotation, { current, known: [...pairs, ...known] }, { ids: idsOf(pairs), epoch });
      previous = current;
      current = next;
      return current.map((key) => `${name(key)} ${key.id} ${key.signs_from}`);
    },
    get made() {
      return made;
    },
  };
};
const LATER = SIGNING_KEY_SETTLES_SECONDS + SIGNING_KEY_REST_SECONDS;

test('each rotation has one new key, which signs, and the one that signed before', () => {
  expect([0, 1, 2, 3, 4].map((rotation) => keysAt(rotation).map(name))).toEqual([
    ['A0', 'B0'],
    ['B1', 'A0'],
    ['A1', 'B1'],
    ['B2', 'A1'],
    ['A2', 'B2'],
  ]);
});

test('the first two sign at once, later ones when every edge location knows them', () => {
  const keys = secret();
  expect(keys.rotate(0, 5000)).toEqual(['A0 Kpublic 1 0', 'B0 Kpublic 2 0']);
  expect(keys.rotate(1, 9000)).toEqual([`B1 Kpublic 3 ${9000 + SIGNING_KEY_SETTLES_SECONDS}`, 'A0 Kpublic 1 0']);
  expect(keys.made).toBe(3);
});

test('a repeat changes nothing', () => {
  const keys = secret();
  keys.rotate(0, 5000);
  const once = keys.rotate(1, 9000);
  expect(keys.rotate(1, 9999)).toEqual(once);
  expect(keys.made).toBe(3);
});

test('a key that has signed what may still be good is not replaced', () => {
  const keys = secret();
  keys.rotate(0, 5000);
  keys.rotate(1, 9000);
  const tooSoon = (epoch: number) => () => keys.rotate(2, epoch);
  expect(tooSoon(9001)).toThrow('The key A0 has signed what is still good');
  expect(tooSoon(9000 + SIGNING_KEY_SETTLES_SECONDS)).toThrow(/not before 1970-01-01T02:/);
  expect(tooSoon(9000 + LATER - 1)).toThrow('A0');
  expect(tooSoon(9000 + LATER)()[0]).toMatch(/^A1 Kpublic 4 /);
});

test('two rotations at once are refused', () => {
  const keys = secret();
  keys.rotate(0, 5000);
  expect(() => keys.rotate(2, 99_999)).toThrow('Raise the rotation by one only');
  expect(() => keys.rotate(7, 99_999)).toThrow('The key A0 has signed');
});

test('a rotation that is rolled back has its old keys again', () => {
  const keys = secret();
  const before = keys.rotate(0, 5000);
  keys.rotate(1, 9000);
  expect(keys.rotate(0, 9100)).toEqual(before);
  expect(keys.made).toBe(3);
});

test('a public key that is not there is named', () => {
  const pair = { public: 'p', private: 's' };
  const known: StoredKey[] = [
    { slot: 'A', generation: 0, ...pair },
    { slot: 'B', generation: 0, ...pair },
  ];
  const stored = { current: [], known };
  expect(() => keysInUse(0, stored, { ids: [], epoch: 0 })).toThrow('no public key for A0');
  expect(() => keysInUse(1, stored, { ids: idsOf(known), epoch: 0 })).toThrow('no pair for B1');
});
