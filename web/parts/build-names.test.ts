import { expect, test } from 'vitest';
import { buildNames } from './build-names.ts';

const now = new Date('2026-06-01T00:00:00Z');
const names = (...times: string[]) => [
  ...buildNames(
    times.map((created_at, i) => ({ build: `${i}`, created_at })),
    now,
    'en-GB',
    'UTC',
  ).values(),
];

test('a build is named by its date, with the year where it is another one', () => {
  expect(names('2026-03-10T12:00:05Z', '2025-03-11T12:00:00Z')).toEqual(['10 Mar, 12:00', '11 Mar 2025, 12:00']);
});

test('seconds tell builds of one minute apart', () => {
  expect(names('2026-03-10T12:00:05Z', '2026-03-10T12:00:40Z', '2026-03-10T12:01:00Z')).toEqual([
    '10 Mar, 12:00:05',
    '10 Mar, 12:00:40',
    '10 Mar, 12:01',
  ]);
});
