/** What a function gets of a queue, and what it says of the messages, exactly as Lambda has it. */
import { LAMBDA_REQUEST_BYTES, LOCAL } from '../../lib/limits.ts';

/** A message as ReceiveMessage answers it, with all attributes. */
export type ReceivedMessage = {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes: Record<string, string>;
  MD5OfMessageAttributes?: string;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
};

export type QueueEvent = { Records: ReturnType<typeof recordOf>[] };

/** Lambda Developer Guide, "Example Amazon SQS message event". */
function recordOf(message: ReceivedMessage, queueArn: string) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ],
  );
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(attributes),
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL.region,
  };
}

/** The events of some messages: one, or several where they do not fit into one call together. */
export function eventsOf(
  messages: ReceivedMessage[],
  queueArn: string,
): { event: QueueEvent; messages: ReceivedMessage[] }[] {
  const batches: { event: QueueEvent; messages: ReceivedMessage[]; bytes: number }[] = [];
  for (const message of messages) {
    const record = recordOf(message, queueArn);
    const bytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    let batch = batches.at(-1);
    if (!batch || batch.bytes + bytes > LAMBDA_REQUEST_BYTES) {
      batch = { event: { Records: [] }, messages: [], bytes: '{"Records":[]}'.length };
      batches.push(batch);
    }
    batch.event.Records.push(record);
    batch.messages.push(message);
    batch.bytes += bytes;
  }
  return batches;
}

/**
 * Ids of the messages that a function with ReportBatchItemFailures says it failed. As Lambda: nothing, an empty answer and an empty
 * list are a success of all; an entry without an id, or with one that no message has, a failure of all.
 */
export function failedIds(answer: unknown, ids: readonly string[]): Set<string> {
  const listed = (answer as { batchItemFailures?: unknown } | null | undefined)?.batchItemFailures;
  if (listed === undefined || listed === null) return new Set();
  if (!Array.isArray(listed)) return new Set(ids);
  const failed = listed.map((each) => (each as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  return failed.every((id): id is string => typeof id === 'string' && ids.includes(id))
    ? new Set(failed)
    : new Set(ids);
}
