/**
 * An event source mapping: Lambda reads a queue, calls a function with batches of its messages, and deletes what was done. What was
 * not is seen again when the queue's visibility timeout has passed, until the queue's own redrive policy takes it away.
 */
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Report } from '../service.ts';
import { eventsOf, failedIds, type ReceivedMessage } from './queue-event.ts';

export type MappingDefinition = {
  functionName: string;
  queueUrl: string;
  queueArn: string;
  /** Most messages of one call. */
  batchSize: number;
  /** How long messages are gathered after the first one, in milliseconds. */
  windowMs: number;
  /** Most calls at once. */
  concurrency: number;
  /** Whether the function says which messages of a batch failed (ReportBatchItemFailures). */
  reportsFailures: boolean;
};

export type MappingPorts = {
  /** Calls SQS as the function's role. */
  sqs: (operation: string, request: Record<string, unknown>, signal?: AbortSignal) => Promise<Record<string, unknown>>;
  invoke: (functionName: string, event: unknown, signal: AbortSignal) => Promise<unknown>;
  report: Report;
};

/** Messages of one receive or delete (API reference). */
const AT_ONCE = 10;
/** One wait for messages, the longest that SQS knows; nothing happens meanwhile. */
const WAIT_SECONDS = 20;
/** After a refusal (the queue has gone, the role lost its right): often enough to go on soon, and no noise. */
const PAUSE_MS = 10_000;

/** Begins to read. `close` reads no more and gives up what is under way: those messages are seen again. */
export function beginMapping(mapping: MappingDefinition, ports: MappingPorts): { close(): Promise<void> } {
  const { functionName, queueUrl: QueueUrl, queueArn, batchSize, windowMs, concurrency, reportsFailures } = mapping;
  const stop = new AbortController();
  const { signal } = stop;
  const underWay = new Set<Promise<void>>();

  const receive = async (most: number, ends: AbortSignal): Promise<ReceivedMessage[]> => {
    const request = {
      QueueUrl,
      MaxNumberOfMessages: Math.min(most, AT_ONCE),
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const { Messages = [] } = (await ports.sqs('ReceiveMessage', request, ends)) as { Messages?: ReceivedMessage[] };
    return Messages;
  };

  /** The first messages that come, and with a window those that follow them. */
  async function gather(): Promise<ReceivedMessage[]> {
    const messages = await receive(batchSize, signal);
    if (messages.length === 0 || windowMs === 0) return messages;
    const window = AbortSignal.any([signal, AbortSignal.timeout(windowMs)]);
    while (messages.length < batchSize && !window.aborted)
      messages.push(...(await receive(batchSize - messages.length, window)));
    return messages;
  }

  async function work(messages: ReceivedMessage[]): Promise<void> {
    for (const { event, messages: batch } of eventsOf(messages, queueArn)) {
      try {
        const answer = await ports.invoke(functionName, event, signal);
        const ids = batch.map(({ MessageId }) => MessageId);
        const failed = reportsFailures ? failedIds(answer, ids) : new Set<string>();
        await remove(batch.filter(({ MessageId }) => !failed.has(MessageId)));
      } catch (error) {
        if (signal.aborted) return;
        const of = batch.length === 1 ? 'a message' : `${batch.length} messages`;
        ports.report(`${functionName} failed at ${of} of ${queueArn}: ${(error as Error).message}`);
      }
    }
  }

  async function remove(done: ReceivedMessage[]): Promise<void> {
    for (let from = 0; from < done.length; from += AT_ONCE) {
      const Entries = done
        .slice(from, from + AT_ONCE)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await ports.sqs('DeleteMessageBatch', { QueueUrl, Entries });
    }
  }

  async function read(): Promise<void> {
    while (!signal.aborted) {
      if (underWay.size >= concurrency) {
        await Promise.race(underWay);
        continue;
      }
      try {
        const messages = await gather();
        if (messages.length === 0) {
          // Where nobody may wait any more, as at the end of the twin, others shall have their turn.
          await setImmediate();
          continue;
        }
        const working = work(messages).finally(() => underWay.delete(working));
        underWay.add(working);
      } catch (error) {
        if (signal.aborted) return;
        ports.report(`${functionName} cannot read ${queueArn}: ${(error as Error).message}`);
        await setTimeout(PAUSE_MS, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  }

  const reading = read();
  return {
    async close() {
      stop.abort();
      await reading;
      await Promise.all(underWay);
    },
  };
}
