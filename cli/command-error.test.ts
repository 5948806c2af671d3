import { expect, test } from 'vitest';
import { inputError } from './command-error.ts';

const broken = (count: number) => Array.from({ length: count }, (_, i) => `r0_c${i}.png: is empty. Capture it again.`);
const linesOf = (lines: string[]) => inputError('Not yet:', lines).message.split('\n').slice(1);

test('of many with one fault the first twenty are named, and what else is wrong is not hidden', () => {
  const lines = linesOf([...broken(45), 'x.png: is no picture.']);
  expect(lines).toHaveLength(22);
  expect(lines.slice(19)).toEqual([
    '  r0_c19.png: is empty. Capture it again.',
    '  and 25 more: is empty. Capture it again.',
    '  x.png: is no picture.',
  ]);
});

test('a line instead of one that is left out would save nothing', () => {
  expect(linesOf(broken(21))).toHaveLength(21);
});
