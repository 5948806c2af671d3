import { expect, test } from 'vitest';
import type { InvokeConfig } from '../lambda/asynchronous.ts';
import { checkAssembly } from '../template/check.ts';
import { appOf, arnOf, deploymentOfApp, type Resources, resource } from './app.fixture.ts';
import { ensureAsynchronous } from './asynchronous.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Watcher';
const base: Resources = {
  See: resource('See', 'AWS::Lambda::Function', { Role: ROLE }),
  Unseen: resource('Unseen', 'AWS::SQS::Queue'),
};

/** What functions are told of, and which calls of SQS their destinations are. */
function configured(config: Record<string, unknown>) {
  const app = appOf({ ...base, Invocations: resource('Invocations', 'AWS::Lambda::EventInvokeConfig', config) });
  checkAssembly(app);
  const configs: Record<string, Partial<InvokeConfig>> = {};
  const calls: unknown[] = [];
  ensureAsynchronous(deploymentOfApp(app), {
    asynchronous: {
      configure: (name, given) => {
        configs[name] = given;
      },
    },
    sqs: { call: async (...call: unknown[]) => void calls.push(call) },
  });
  return { config: configs['arn:aws:lambda:us-east-1:000000000000:function:App-See'], calls };
}

test('attempts, age and the queue for what failed are those of the templates; the function itself writes to it', async () => {
  const { config, calls } = configured({
    FunctionName: { Ref: 'See' },
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 600,
    DestinationConfig: { OnFailure: { Destination: arnOf('Unseen') } },
  });
  expect(config).toMatchObject({ retries: 1, maxAgeMs: 600_000 });
  await config!.onFailure!('{}');
  const request = { QueueUrl: '/000000000000/App-Unseen', MessageBody: '{}' };
  expect(calls).toEqual([['SendMessage', request, { arn: 'arn:aws:sts::000000000000:assumed-role/Watcher/App-See' }]]);
});

test('what is not said is left to Lambda', () => {
  expect(configured({ FunctionName: arnOf('See'), Qualifier: '$LATEST' }).config).toEqual({});
});

test.each([
  [{ FunctionName: 'Other' }, 'App/Invocations/Resource: the function Other is not in the templates.'],
  [
    {
      FunctionName: { Ref: 'See' },
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:us-east-1:000000000000:t' } },
    },
    'App/Invocations/Resource: the destination arn:aws:sns:us-east-1:000000000000:t is no queue of the templates.',
  ],
  [
    {
      FunctionName: { Ref: 'See' },
      DestinationConfig: { OnSuccess: { Destination: arnOf('Unseen') } },
    },
    'property DestinationConfig.OnSuccess',
  ],
])('refused by the path: %j', (config, message) => {
  expect(() => configured(config)).toThrow(message);
});
