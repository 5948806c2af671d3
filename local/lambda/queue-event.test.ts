import { expect, test } from 'vitest';
import { LAMBDA_REQUEST_BYTES } from '../../lib/limits.ts';
import { eventsOf, failedIds, type ReceivedMessage } from './queue-event.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:work';
const message = (MessageId: string, more: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  MessageId,
  ReceiptHandle: `handle of ${MessageId}`,
  Body: '{"photo":"1"}',
  MD5OfBody: 'md5',
  Attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1',
    SenderId: 'x',
    ApproximateFirstReceiveTimestamp: '2',
  },
  ...more,
});

test('a function gets messages as Lambda hands them over', () => {
  const [batch, ...others] = eventsOf(
    [
      message('a', {
        MD5OfMessageAttributes: 'd25a',
        MessageAttributes: {
          WeeksOn: { DataType: 'Number', StringValue: '6' },
          Cover: { DataType: 'Binary', BinaryValue: 'AP8=' },
        },
      }),
    ],
    ARN,
  );
  expect(others).toEqual([]);
  // As recorded of the service (LocalStack's tests, validated against AWS).
  expect(batch!.event).toEqual({
    Records: [
      {
        messageId: 'a',
        receiptHandle: 'handle of a',
        body: '{"photo":"1"}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '1',
          SenderId: 'x',
          ApproximateFirstReceiveTimestamp: '2',
        },
        messageAttributes: {
          WeeksOn: { stringValue: '6', stringListValues: [], binaryListValues: [], dataType: 'Number' },
          Cover: { binaryValue: 'AP8=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfMessageAttributes: 'd25a',
        md5OfBody: 'md5',
        eventSource: 'aws:sqs',
        eventSourceARN: ARN,
        awsRegion: 'us-east-1',
      },
    ],
  });
});

test('what does not fit into one call comes in several', () => {
  const Body = 'x'.repeat(1_000_000);
  const messages = Array.from({ length: 10 }, (_, i) => message(`${i}`, { Body }));
  const batches = eventsOf(messages, ARN);
  expect(batches.map((batch) => batch.messages.length)).toEqual([6, 4]);
  for (const { event } of batches) expect(JSON.stringify(event).length).toBeLessThanOrEqual(LAMBDA_REQUEST_BYTES);
  expect(batches.flatMap((batch) => batch.messages)).toEqual(messages);
});

/** Lambda Developer Guide, "Implementing partial batch responses". */
test.each<[string, unknown, string[]]>([
  ['nothing', undefined, []],
  ['null', null, []],
  ['an empty answer', {}, []],
  ['an empty list', { batchItemFailures: [] }, []],
  ['null as list', { batchItemFailures: null }, []],
  ['one of them', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, ['a', 'b']],
  ['null as id', { batchItemFailures: [{ itemIdentifier: null }] }, ['a', 'b']],
  ['another key', { batchItemFailures: [{ id: 'b' }] }, ['a', 'b']],
  ['an id of no message', { batchItemFailures: [{ itemIdentifier: 'c' }] }, ['a', 'b']],
  ['no list', { batchItemFailures: 'b' }, ['a', 'b']],
])('an answer with %s', (_, answer, failed) => {
  expect([...failedIds(answer, ['a', 'b'])]).toEqual(failed);
});
