import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { parseFields } from './fields.ts';
import { logger } from './log.ts';
import { inParallel } from './pool.ts';
import { isTransient } from './transient.ts';

/** `attempt`: from 1 on; more than that when an earlier one failed, ran out of time, or answered too late. */
export type Delivery = { messageId: string; attempt: number };

/**
 * A worker of a queue: each message of a batch is parsed by the schema and worked on by itself, at most `parallel` at once. It may
 * come more than once, and at the same time: the use case has to be idempotent.
 *
 * What fails is reported, and comes again when the queue's visibility timeout has passed. What may succeed later (`isTransient`) is a
 * warning; what never will (a message of another form, an error without `retry`) is an error in the log and goes the same way, so that
 * it ends among the dead letters, where an alarm tells of it, and not in silence.
 */
export function queueHandler<Schema extends z.ZodType>(
  schema: Schema,
  useCase: (message: z.output<Schema>, delivery: Delivery) => Promise<unknown>,
  { parallel = 1 }: { parallel?: number } = {},
) {
  const succeeds = async (record: SQSRecord): Promise<boolean> => {
    const delivery = { messageId: record.messageId, attempt: Number(record.attributes.ApproximateReceiveCount) };
    try {
      await useCase(parseFields(schema, jsonOf(record.body)), delivery);
      return true;
    } catch (error) {
      const about = { message_id: delivery.messageId, attempt: delivery.attempt, error: error as Error };
      if (isTransient(error)) logger.warn('message failed, it comes again', about);
      else logger.error('message cannot be worked on', about);
      return false;
    }
  };
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger))
    .handler(async ({ Records }) => {
      const succeeded = await inParallel(Records, parallel, succeeds);
      const failed = Records.filter((_, index) => !succeeded[index]);
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
}

/** What is no JSON fits no schema: its refusal says so. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
