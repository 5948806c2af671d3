import { expect, test } from 'vitest';
import { createPerform } from './perform.ts';

const keys = { of: () => ({ id: 'test', secret: 'test' }), credentials: () => undefined };
const call = (Payload: unknown) => {
  const { perform } = createPerform({
    endpoint: 'http://127.0.0.1:1',
    keys,
    invokeAs: () => async (name, payload) => ({ name, payload }),
  });
  const FunctionName = 'arn:aws:lambda:us-east-1:000000000000:function:work:$LATEST';
  const { signal } = new AbortController();
  return perform({
    service: 'lambda',
    action: 'invoke',
    parameters: { FunctionName, Payload },
    roleArn: 'r',
    machineArn: 'm',
    signal,
  });
};

test.each([
  [{ a: 1 }, { a: 1 }],
  ['{"a":1}', { a: 1 }],
  ['"text"', 'text'],
  [undefined, {}],
])('a function that is called with the Payload %j gets %j', async (payload, given) => {
  expect(await call(payload)).toEqual({
    ExecutedVersion: '$LATEST',
    StatusCode: 200,
    Payload: { name: 'work', payload: given },
  });
});

test('a text that is no JSON is refused as Lambda refuses it', async () => {
  await expect(call('text')).rejects.toMatchObject({ name: 'InvalidRequestContentException', requestStatus: 400 });
});
