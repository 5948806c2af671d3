import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { conflict, unavailable } from './errors.ts';
import { logger } from './log.ts';
import { type Delivery, queueHandler } from './queue.ts';

const Message = z.strictObject({ photo: z.string() });
type Work = (message: z.output<typeof Message>, delivery: Delivery) => Promise<unknown>;

/** Ids of the messages that are reported as failed; `bodies` by message id. */
async function failuresOf(bodies: Record<string, string>, work: Work, parallel?: number): Promise<string[]> {
  const Records = Object.entries(bodies).map(([messageId, body]) => ({
    messageId,
    body,
    attributes: { ApproximateReceiveCount: '3' },
  }));
  const handler = queueHandler(Message, work, parallel ? { parallel } : {}) as unknown as (
    event: SQSEvent,
    context: Context,
  ) => Promise<SQSBatchResponse>;
  const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, { functionName: 'f' } as Context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
const photo = (id: string) => JSON.stringify({ photo: id });

let errors: ReturnType<typeof vi.spyOn>;
let warnings: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  errors = vi.spyOn(logger, 'error').mockReturnValue().mockClear();
  warnings = vi.spyOn(logger, 'warn').mockReturnValue().mockClear();
});

it('gives each message to the use case, parsed, with its attempt; nothing failed is an empty list', async () => {
  const work = vi.fn<Work>().mockResolvedValue(undefined);
  expect(await failuresOf({ a: photo('1'), b: photo('2') }, work)).toEqual([]);
  expect(work.mock.calls).toEqual([
    [{ photo: '1' }, { messageId: 'a', attempt: 3 }],
    [{ photo: '2' }, { messageId: 'b', attempt: 3 }],
  ]);
});

it('reports what failed and nothing else; what may succeed later is a warning', async () => {
  const work: Work = async ({ photo: id }) => {
    if (id === '2') throw unavailable('The table is busy.');
  };
  expect(await failuresOf({ a: photo('1'), b: photo('2'), c: photo('3') }, work)).toEqual(['b']);
  expect(warnings).toHaveBeenCalledWith('message failed, it comes again', {
    message_id: 'b',
    attempt: 3,
    error: expect.objectContaining({ code: 'unavailable' }),
  });
  expect(errors).not.toHaveBeenCalled();
});

it.each([
  ['no JSON', 'not json', 'invalid_fields'],
  ['another form', '{"photo":7,"album":"x"}', 'invalid_fields'],
])('a message of %s reaches no use case, is an error in the log, and is reported', async (_, body, code) => {
  const work = vi.fn<Work>().mockResolvedValue(undefined);
  expect(await failuresOf({ a: body, b: photo('2') }, work)).toEqual(['a']);
  expect(work).toHaveBeenCalledTimes(1);
  expect(errors).toHaveBeenCalledWith(
    'message cannot be worked on',
    expect.objectContaining({ message_id: 'a', error: expect.objectContaining({ code }) }),
  );
  expect(warnings).not.toHaveBeenCalled();
});

it.each([
  ['an error of ours that no retry helps', conflict('gone', 'It has gone.')],
  ['a bug', new TypeError('x is undefined')],
])('%s is an error in the log, and reported as well: it ends among the dead letters', async (_, error) => {
  expect(await failuresOf({ a: photo('1') }, () => Promise.reject(error))).toEqual(['a']);
  expect(errors).toHaveBeenCalledTimes(1);
});

it('works on as many at once as it is told, and on all of them', async () => {
  let now = 0;
  let most = 0;
  const work: Work = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now -= 1;
  };
  const bodies = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m${i}`, photo(`${i}`)]));
  expect(await failuresOf(bodies, work, 3)).toEqual([]);
  expect(most).toBe(3);
  most = 0;
  await failuresOf(bodies, work);
  expect(most).toBe(1);
});
