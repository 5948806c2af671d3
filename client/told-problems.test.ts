import { expect, test } from 'vitest';
import { toldProblems } from './told-problems.ts';

test('what is wrong with several files alike is told once, with their names, where the first of them stood', () => {
  const lines = ['a.png: is empty.', 'b.png: has 1x1.', 'c.png: is empty.', 'd.png: has 2x2.', 'e:f.png: is empty.'];
  expect(toldProblems(lines)).toEqual([
    { what: 'is empty.', files: ['a.png', 'c.png', 'e:f.png'] },
    'b.png: has 1x1.',
    'd.png: has 2x2.',
  ]);
});

test('of two a line each is as short', () => {
  const lines = ['a.png: is empty.', 'b.png: is empty.'];
  expect(toldProblems(lines)).toEqual(lines);
});

test('what names no file stays as it is', () => {
  const lines = ['There are no pictures.', 'There are no pictures.', 'There are no pictures.'];
  expect(toldProblems(lines)).toEqual(lines);
});
