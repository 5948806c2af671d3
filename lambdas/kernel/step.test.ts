import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { conflict, unavailable } from './errors.ts';
import { logger } from './log.ts';
import { stepHandler } from './step.ts';

const context = { functionName: 'f', awsRequestId: 'a' } as Context;
const run = (step: () => Promise<unknown>) =>
  (stepHandler(step) as unknown as (input: object, context: Context) => Promise<unknown>)({}, context);

beforeEach(() => void vi.spyOn(logger, 'error').mockReturnValue());

describe('stepHandler', () => {
  it('answers what the step answers', async () => {
    expect(await run(async () => 'done')).toBe('done');
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
