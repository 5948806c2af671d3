import { expect, test } from 'vitest';
import { parseResource } from './resource.ts';
import { taskError } from './task-error.ts';

const thrown = (name: string, rest: object = {}) => Object.assign(new Error('no such thing'), { name, ...rest });
const resource = (name: string) => parseResource(`arn:aws:states:::${name}`);
const ANY_ID = '[0-9a-f-]{36}';

test("Lambda's own refusal is told apart from an error that a function throws by the same name", () => {
  const own = taskError(thrown('ResourceNotFoundException', { requestStatus: 404 }), resource('lambda:invoke'));
  expect(own.error).toBe('Lambda.ResourceNotFoundException');
  expect(own.reason).toMatch(
    new RegExp(
      `^no such thing \\(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ${ANY_ID}; Proxy: null\\)$`,
    ),
  );
  const functions = taskError(thrown('ResourceNotFoundException'), resource('lambda:invoke'));
  expect(functions.error).toBe('ResourceNotFoundException');
  expect(JSON.parse(functions.reason!)).toEqual({
    errorType: 'ResourceNotFoundException',
    errorMessage: 'no such thing',
  });
});

test.each([
  [
    'aws-sdk:s3:getObject',
    'NoSuchKey',
    'S3.NoSuchKeyException',
    'no such thing (Service: S3, Status Code: 404, Request ID: R, Extended Request ID: X)',
  ],
  [
    'aws-sdk:dynamodb:getItem',
    'ResourceNotFoundException',
    'DynamoDb.ResourceNotFoundException',
    'no such thing (Service: DynamoDb, Status Code: 404, Request ID: R)',
  ],
  [
    'dynamodb:getItem',
    'ResourceNotFoundException',
    'DynamoDB.ResourceNotFoundException',
    'no such thing (Service: AmazonDynamoDBv2; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: R; Proxy: null)',
  ],
])('%s: the cause names the service, the status and the request', (name, code, error, cause) => {
  const $metadata = { httpStatusCode: 404, requestId: 'R', extendedRequestId: 'X' };
  expect(taskError(thrown(code, { $metadata }), resource(name))).toMatchObject({ error, reason: cause });
});
