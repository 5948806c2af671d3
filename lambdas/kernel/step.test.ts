import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { conflict, unavailable } from './errors.ts';
import { logger } from './log.ts';
import { stepHandler, workerHandler } from './step.ts';

const context = { functionName: 'f', awsRequestId: 'a' } as Context;
const run = (step: () => Promise<object>, options: Parameters<typeof stepHandler>[1] = {}) =>
  (stepHandler(step, options) as unknown as (input: object, context: Context) => Promise<unknown>)({}, context);

beforeEach(() => void vi.spyOn(logger, 'error').mockReturnValue());

describe('stepHandler', () => {
  it('answers what the step answers', async () => {
    expect(await run(async () => ({ done: 1 }))).toMatchObject({ done: 1 });
  });

  it('records what it used, whether it comes off or not, and does not fail for that', async () => {
    const record = vi.fn().mockRejectedValue(new Error('no bucket'));
    expect(await run(async () => ({ done: 1 }), { record })).toMatchObject({ done: 1 });
    await expect(run(() => Promise.reject(conflict('job_ended', 'It ended.')), { record })).rejects.toThrow('It ended');
    const usage = { ms: expect.any(Number), requests: {} };
    expect(record.mock.calls).toEqual([
      [{ input: {}, invocation: 'a', answer: { done: 1 } }, usage],
      [{ input: {}, invocation: 'a' }, usage],
    ]);
  });

  it('gives errors their code as name, for the Catch of the state machine', async () => {
    await expect(run(() => Promise.reject(conflict('job_ended', 'It ended.')))).rejects.toMatchObject({
      name: 'job_ended',
      message: 'It ended.',
    });
  });

  it.each([
    ['ours', unavailable('DynamoDB is busy.'), /^DynamoDB is busy\.$/],
    [
      "a service's",
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
      /socket hang up.*tessera map redrive JOB$/,
    ],
  ])('names an error of %s that may pass Transient, for its Retry', async (_, cause, message) => {
    await expect(run(() => Promise.reject(cause))).rejects.toMatchObject({
      name: 'Transient',
      message: expect.stringMatching(message),
      cause,
    });
  });
});

describe('workerHandler', () => {
  it('says what the invocation used, with the start of its process the first time', async () => {
    const handler = workerHandler(async () => ({})) as unknown as (
      input: object,
      context: Context,
    ) => Promise<{ usage: { ms: number; requests: object } }>;
    const [first, second] = [await handler({}, context), await handler({}, context)];
    expect(first.usage.requests).toEqual({});
    // Importing alone took longer than doing nothing a second time.
    expect(first.usage.ms).toBeGreaterThan(second.usage.ms);
  });
});
