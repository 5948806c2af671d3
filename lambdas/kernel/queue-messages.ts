/** Sending work to a queue: a small port, and its adapter for SQS. */
import { type BatchResultErrorEntry, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { QUEUE_BATCH, QUEUE_BYTES } from '../../lib/limits/queues.ts';
import { unavailable } from './errors.ts';

/**
 * Puts messages into one queue, to be called after what they speak of is stored. When it throws, some may have been sent: sending all of
 * them again does no harm, because workers are idempotent.
 * @param options.delaySeconds until they are seen, at most 900
 * @throws TesseraError `unavailable` (503, retry)
 */
export type SendMessages<Message> = (
  messages: readonly Message[],
  options?: { delaySeconds?: number },
) => Promise<void>;

/** Times that what SQS did not take is sent in all. */
const ATTEMPTS = 3;

export const connectSqs = (): SQSClient => new SQSClient({});

/** @param queueUrl as the stack sets it on the function */
export function sqsSender<Message>(client: Pick<SQSClient, 'send'>, queueUrl: string): SendMessages<Message> {
  /** Sends one batch; answers the bodies that were not taken. */
  const send = async (bodies: string[], delaySeconds: number | undefined): Promise<string[]> => {
    const command = new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody, DelaySeconds: delaySeconds })),
    });
    const { Failed = [] } = await client.send(command);
    const ours = Failed.find(({ SenderFault }) => SenderFault);
    if (ours) throw notTaken(ours);
    return Failed.map(({ Id }) => bodies[Number(Id)]!);
  };
  return async (messages, { delaySeconds } = {}) => {
    for (const batch of batchesOf(messages.map((message) => JSON.stringify(message)))) {
      let left = batch;
      for (let attempt = 1; left.length > 0 && attempt <= ATTEMPTS; attempt++) left = await send(left, delaySeconds);
      if (left.length > 0) throw unavailable('The queue takes no more work just now. Try again in a moment.');
    }
  };
}

/** A message that SQS refuses for what it is: a bug of ours. */
const notTaken = ({ Code, Message }: BatchResultErrorEntry) => new Error(`SQS refused a message (${Code}): ${Message}`);

/** Lists of at most ten bodies and 1 MiB; a body that is larger by itself is refused by SQS, in its own words. */
function batchesOf(bodies: string[]): string[][] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const own = Buffer.byteLength(body);
    const batch = batches.at(-1);
    if (batch && batch.length < QUEUE_BATCH && bytes + own <= QUEUE_BYTES) {
      batch.push(body);
      bytes += own;
    } else {
      batches.push([body]);
      bytes = own;
    }
  }
  return batches;
}
