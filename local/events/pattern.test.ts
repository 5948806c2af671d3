import { expect, test } from 'vitest';
import { checkPattern, matches, type Pattern } from './pattern.ts';

const event = {
  source: 'aws.states',
  'detail-type': 'Changed',
  resources: ['a', 'b'],
  detail: { status: 'FAILED', code: 3, output: null, inputDetails: { included: true } },
};

test.each<[string, Pattern, boolean]>([
  ['a value', { source: ['aws.states'] }, true],
  ['one of several values', { detail: { status: ['ABORTED', 'FAILED'] } }, true],
  ['none of the values', { detail: { status: ['ABORTED'] } }, false],
  ['all fields', { source: ['aws.states'], detail: { status: ['FAILED'], code: [3] } }, true],
  ['all fields but one', { source: ['aws.s3'], detail: { status: ['FAILED'] } }, false],
  ['a number, not its text', { detail: { code: ['3'] } }, false],
  ['null', { detail: { output: [null] } }, true],
  ['a value of a list', { resources: ['b', 'c'] }, true],
  ['no value of a list', { resources: ['c'] }, false],
  ['a field that is not there', { detail: { other: ['x'] } }, false],
  ['fields of what is no object', { source: { name: ['x'] } }, false],
  ['true', { detail: { inputDetails: { included: [true] } } }, true],
])('%s', (_, pattern, expected) => {
  checkPattern(pattern);
  expect(matches(pattern, event)).toBe(expected);
});

test.each([
  [{ detail: { status: [{ prefix: 'F' }] } }, /detail\.status: the operator prefix/],
  [{ detail: { $or: [{ a: ['b'] }] } }, /detail\.\$or: the operator \$or/],
  [{ source: [] }, /source: an empty list/],
  [{ source: 'aws.states' }, /source: must be a list/],
  [{}, /the pattern: must be/],
])('%j is refused by the field', (pattern, message) => {
  expect(() => checkPattern(pattern)).toThrow(message);
});
