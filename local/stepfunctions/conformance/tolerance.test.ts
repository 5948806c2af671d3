/** How many failed items a Map run bears. */
import { expect, test } from 'vitest';
import { distributed, PASS, useAccount } from './account.fixture.ts';

const account = useAccount();

/** Items that are true fail. */
const FAIL_IF_TRUE = {
  Choose: { Type: 'Choice', Choices: [{ Condition: '{% $states.input %}', Next: 'Broken' }], Default: 'Fine' },
  Broken: { Type: 'Fail', Error: 'Broken', Cause: 'as asked' },
  Fine: PASS,
};
const each = (rest: object) => ({ Each: distributed(FAIL_IF_TRUE, { MaxConcurrency: 1, Output: 'done', ...rest }) });
const failing = (failed: number, total: number) => Array.from({ length: total }, (_, i) => i < failed);

test.each([
  [{ ToleratedFailureCount: 2 }, 2, 10],
  [{ ToleratedFailureCount: '{% 1 + 1 %}' }, 2, 4],
  [{ ToleratedFailurePercentage: 20 }, 2, 10],
  [{ ToleratedFailurePercentage: 100 }, 3, 3],
  [{ ToleratedFailureCount: 5, ToleratedFailurePercentage: 50 }, 5, 10],
])('%j bears %i of %i', async (limits, failed, total) => {
  const { arn, status } = await account.run(each(limits), failing(failed, total));
  expect(status).toBe('SUCCEEDED');
  expect(await account.mapRun(arn)).toMatchObject({
    status: 'SUCCEEDED',
    itemCounts: { failed, succeeded: total - failed, total, pending: 0, running: 0, aborted: 0, timedOut: 0 },
  });
});

test.each([
  [{}, 1, 3],
  [{ ToleratedFailureCount: 0 }, 1, 3],
  [{ ToleratedFailureCount: 2 }, 3, 10],
  [{ ToleratedFailurePercentage: 20 }, 3, 10],
  [{ ToleratedFailureCount: 9, ToleratedFailurePercentage: 10 }, 2, 10],
  [{ ToleratedFailureCount: 1, ToleratedFailurePercentage: 90 }, 2, 10],
])('%j does not bear %i of %i', async (limits, failed, total) => {
  const { arn, status, error, cause } = await account.run(each(limits), failing(failed, total));
  expect({ status, error, cause }).toEqual({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  });
  // One at a time: the failures come first, and nothing begins after the one too many.
  expect(await account.mapRun(arn)).toMatchObject({
    status: 'FAILED',
    itemCounts: { failed, succeeded: 0, pending: total - failed, total },
  });
  expect((await account.history(arn)).map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunFailed',
    'MapStateFailed',
    'ExecutionFailed',
  ]);
});

test('every item of a failed batch has failed', async () => {
  const batch = {
    Choose: {
      Type: 'Choice',
      Choices: [{ Condition: '{% true in $states.input.Items %}', Next: 'Broken' }],
      Default: 'Fine',
    },
    Broken: FAIL_IF_TRUE.Broken,
    Fine: PASS,
  };
  const limits = { ItemBatcher: { MaxItemsPerBatch: 3 }, MaxConcurrency: 1 };
  const borne = await account.run({ Each: distributed(batch, { ...limits, ToleratedFailureCount: 3 }) }, failing(1, 6));
  expect(borne.status).toBe('SUCCEEDED');
  expect(await account.mapRun(borne.arn)).toMatchObject({
    itemCounts: { failed: 3, succeeded: 3 },
    executionCounts: { failed: 1, succeeded: 1 },
  });
  const tooMany = { Each: distributed(batch, { ...limits, ToleratedFailureCount: 2 }) };
  expect((await account.run(tooMany, failing(1, 6))).status).toBe('FAILED');
});

test.each([[{ ToleratedFailureCount: -1 }], [{ ToleratedFailurePercentage: '{% 101 %}' }]])(
  '%j is States.Runtime',
  async (limits) => {
    expect(await account.run(each(limits), [false])).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  },
);
