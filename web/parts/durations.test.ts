import { expect, test } from 'vitest';
import { aboutDuration, ago, count, duration, fileSize } from './durations.ts';

test.each([
  [0.2, '1 s'],
  [45, '45 s'],
  [60, '1 min'],
  [200, '3 min 20 s'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
])('%d s took %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test.each([
  [3, 'less than 10 s'],
  [33, 'about 40 s'],
  [61, 'about 2 min'],
  [3599, 'about 1 h'],
])('%d s are left: %s', (seconds, words) => {
  expect(aboutDuration(seconds)).toBe(words);
});

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T11:55:00Z', '5 minutes ago'],
  ['2026-03-10T10:00:00Z', '2 hours ago'],
  ['2026-03-09T11:00:00Z', 'yesterday'],
  ['2026-01-02T12:00:00Z', 'Jan 2, 2026'],
  ['2026-03-10T12:00:05Z', 'just now'],
])('%s is %s', (time, words) => {
  expect(ago(new Date(time), new Date('2026-03-10T12:00:00Z'))).toBe(words);
});

test.each([
  [820, '820 B'],
  [41_300, '41 kB'],
  [999_600, '1.0 MB'],
  [1_234_567, '1.2 MB'],
  [2_500_000_000, '2.5 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});

test('thousands are told apart', () => {
  expect(count(10_000)).toBe('10,000');
});
