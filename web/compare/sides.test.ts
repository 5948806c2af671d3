import { expect, test } from 'vitest';
import type { Build } from '../../lambdas/map/schemas.ts';
import { choose, fillSides, readSides, whyNot, writeSides } from './sides.ts';

const build = (name: string, more: Partial<Build> = {}) =>
  ({ build: name, status: 'completed', published: false, ...more }) as Build;
const map = {
  published_build: 'C',
  builds: [
    build('D', { status: 'failed' }),
    build('C', { published: true }),
    build('B'),
    build('A', { removed_at: '2026-03-10T12:00:00Z' }),
  ],
};

test('the address names both sides', () => {
  expect(readSides(writeSides({ a: 'B', b: 'C' }))).toEqual({ a: 'B', b: 'C' });
  expect(readSides('?a=B')).toEqual({ a: 'B' });
});

test.each([
  [{}, { a: 'B', b: 'C' }],
  [{ a: 'B' }, { a: 'B', b: 'C' }],
  [{ a: 'C' }, { a: 'C', b: 'B' }],
  [{ b: 'B' }, { a: 'C', b: 'B' }],
  [
    { a: 'C', b: 'C' },
    { a: 'B', b: 'C' },
  ],
  [
    { a: 'B', b: 'B' },
    { a: 'C', b: 'B' },
  ],
  [
    { a: 'A', b: 'X' },
    { a: 'A', b: 'X' },
  ],
])('%o is filled to %o', (named, sides) => {
  expect(fillSides(map, named)).toEqual(sides);
});

test('one build cannot be compared', () => {
  expect(fillSides({ ...map, builds: map.builds.slice(0, 2) }, {})).toBeUndefined();
});

test('a chosen build is shown on its side, and never on both', () => {
  expect(choose({ a: 'B', b: 'C' }, 'a', 'E')).toEqual({ a: 'E', b: 'C' });
  expect(choose({ a: 'B', b: 'C' }, 'a', 'C')).toEqual({ a: 'C', b: 'B' });
});

test('what cannot be shown says why', () => {
  expect(['A', 'B', 'C', 'D', 'X'].map((id) => whyNot(map, id))).toEqual([
    'removed',
    undefined,
    undefined,
    'failed',
    'unknown',
  ]);
});
