import { expect, test } from 'vitest';
import { arnPattern, pattern } from './pattern.ts';

test.each([
  ['*', 'anything at all', true],
  ['arn:aws:s3:::work/builds/*', 'arn:aws:s3:::work/builds/a/b:c', true],
  ['arn:aws:s3:::work/builds/*', 'arn:aws:s3:::work/builds', false],
  ['arn:aws:s3:::work/*/x', 'arn:aws:s3:::work/a/b/x', true],
  ['shot_?', 'shot_1', true],
  ['shot_?', 'shot_', false],
  ['shot_?', 'shot_12', false],
  ['a.b+c(d)[e]', 'a.b+c(d)[e]', true],
  ['a.*', 'abc', false],
  ['a*', 'a\nb', true],
  ['Work', 'work', false],
])('the pattern %s on %j: %s', (source, text, matches) => {
  expect(pattern(source)(text)).toBe(matches);
});

test('actions do not tell A from a', () => {
  expect(pattern('s3:get*', { ignoreCase: true })('s3:GetObject')).toBe(true);
  expect(pattern('S3:GETOBJECT', { ignoreCase: true })('s3:GetObject')).toBe(true);
});

test.each([
  [
    'arn:aws:execute-api:us-east-1:0:api/*/*/api/maps',
    'arn:aws:execute-api:us-east-1:0:api/$default/GET/api/maps',
    true,
  ],
  [
    'arn:aws:execute-api:us-east-1:0:api/*/*/api/maps',
    'arn:aws:execute-api:us-east-1:0:api/$default/GET/api/jobs',
    false,
  ],
  ['arn:aws:s3:::web', 'arn:aws:s3:::web', true],
  // A wildcard of one part does not reach over a colon into the next.
  ['arn:aws:s3*:work', 'arn:aws:s3:::work', false],
  ['arn:aws:states:*:0:stateMachine:map', 'arn:aws:states:us-east-1:0:stateMachine:map', true],
])('ArnLike %s on %s: %s', (source, text, matches) => {
  expect(arnPattern(source)(text)).toBe(matches);
});
