import { expect, test } from 'vitest';
import { viewOf } from './part-of-world.ts';

test('a part is asked for when all four are there', () => {
  expect(viewOf({ left: 0, top: 5050, columns: 4, rows: 3 })).toEqual({ from: [0, 5050], columns: 4, rows: 3 });
});

test.each([{}, { left: 5 }, { left: 5, top: 0, columns: 4 }, { left: 5, top: 0, columns: 4, rows: undefined }])(
  'all four are needed, and %j is less',
  (part) => {
    expect(viewOf(part)).toMatch(/^All four are needed/);
  },
);

test.each([
  [{ left: -5 }, '“From the left” must be a whole number from 0 to 1,000,000.'],
  [{ left: 0, top: 1_000_001 }, '“From the top” must be a whole number from 0 to 1,000,000.'],
  [{ left: 0, top: 0, columns: 0, rows: 1 }, /^“Columns” must be a whole number from 1 to/],
  [{ rows: 1.5 }, /^“Rows” must be a whole number from 1 to/],
])('%j says which field is wrong', (part, words) => {
  expect(viewOf(part)).toMatch(words);
});
