import { expect, test } from 'vitest';
import { filesError, inputError } from './command-error.ts';

const broken = (count: number) => Array.from({ length: count }, (_, i) => `r0_c${i}.png: is empty. Capture it again.`);
const linesOf = (lines: string[]) => filesError('Not yet:', lines).message.split('\n').slice(1);

test('what is wrong with many alike is said once, with the first twenty names, and what else is wrong is not hidden', () => {
  const names = Array.from({ length: 20 }, (_, i) => `r0_c${i}.png`).join(', ');
  expect(linesOf([...broken(45), 'x.png: is no picture.'])).toEqual([
    '  45 files, each: is empty. Capture it again.',
    `    ${names}, and 25 more`,
    '  x.png: is no picture.',
  ]);
  expect(linesOf(broken(20))[1]).toBe(`    ${names}`);
});

test('one or two have a line each', () => {
  expect(linesOf(broken(2))).toEqual(broken(2).map((line) => `  ${line}`));
});

test('what there is to choose from is a line each, however alike', () => {
  const lines = ['a  city: old', 'b  city: old', 'c  city: old'];
  expect(inputError('Several:', lines).message).toBe('Several:\n  a  city: old\n  b  city: old\n  c  city: old');
});
