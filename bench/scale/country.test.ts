import { expect, it } from 'vitest';
import { WrongInput } from '../wrong-input.ts';
import { gridOf } from './country.ts';

it('finds the grid that is nearest to a square', () => {
  expect([300, 1000, 3000, 10_000].map(gridOf)).toEqual([
    { columns: 20, rows: 15 },
    { columns: 40, rows: 25 },
    { columns: 60, rows: 50 },
    { columns: 100, rows: 100 },
  ]);
});

it('refuses numbers that fill none', () => {
  expect(() => gridOf(997)).toThrow(WrongInput);
});
