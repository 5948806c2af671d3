import { expect, test } from 'vitest';
import { requestParameters } from './body.ts';
import { parseResource } from './resource.ts';

const given = (resource: string, parameters: unknown) =>
  requestParameters(parseResource(`arn:aws:states:::${resource}`), parameters);

test.each([
  ['text', '"text"'],
  [false, 'false'],
  [{ a: 1 }, '{"a":1}'],
])('a body %j is put as JSON, a text in its quotes', (Body, put) => {
  expect(given('aws-sdk:s3:putObject', { Key: 'k', Body })).toEqual({ Key: 'k', Body: put });
});

test('other parameters are left alone', () => {
  expect(given('aws-sdk:s3:getObject', { Body: 1 })).toEqual({ Body: 1 });
  expect(given('aws-sdk:s3:putObject', { Key: 'k' })).toEqual({ Key: 'k' });
  expect(given('lambda:invoke', { Body: 'x' })).toEqual({ Body: 'x' });
});
