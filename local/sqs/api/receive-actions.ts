/** ReceiveMessage. */
import { SqsError } from '../errors.ts';
import { type Attributes, chosenAttributes, md5, md5OfAttributes } from '../message-attributes.ts';
import type { Message } from '../messages.ts';
import { MOST_VISIBILITY_SECONDS, MOST_WAIT_SECONDS, withDefaults } from '../queue-attributes.ts';
import { receiptHandle } from '../receipts.ts';
import type { Actions } from './action.ts';
import { numberOf, queueOf, textsOf } from './parameters.ts';

/** Of FIFO queues, known but never there. */
const OF_FIFO = ['MessageDeduplicationId', 'SequenceNumber'];
const SYSTEM = [
  'All',
  'AWSTraceHeader',
  'ApproximateFirstReceiveTimestamp',
  'ApproximateReceiveCount',
  'DeadLetterQueueSourceArn',
  'MessageGroupId',
  'SenderId',
  'SentTimestamp',
  // The SDKs' type for AttributeNames has it, though no message does.
  'SqsManagedSseEnabled',
  ...OF_FIFO,
];

/** What SQS says of a message beside what its sender does. */
const systemOf = ({ system, sender, sent, first, receives, source }: Message): Record<string, string> => ({
  SenderId: sender,
  SentTimestamp: String(sent),
  ApproximateReceiveCount: String(receives),
  ApproximateFirstReceiveTimestamp: String(first ?? sent),
  ...(source && { DeadLetterQueueSourceArn: source }),
  ...(system && JSON.parse(system)),
});

function described(message: Message, system: string[], wanted: string[]): object {
  const { queue, seq, id, body, receipt } = message;
  const ofSystem = Object.entries(systemOf(message)).filter(
    ([name]) => system.includes('All') || system.includes(name),
  );
  const attributes: Attributes = message.attributes ? chosenAttributes(JSON.parse(message.attributes), wanted) : {};
  const MD5OfMessageAttributes = md5OfAttributes(attributes);
  return {
    MessageId: id,
    ReceiptHandle: receiptHandle(queue, { seq, receipt: receipt! }),
    MD5OfBody: md5(body),
    Body: body,
    ...(ofSystem.length > 0 && { Attributes: Object.fromEntries(ofSystem) }),
    ...(MD5OfMessageAttributes && { MD5OfMessageAttributes, MessageAttributes: attributes }),
  };
}

export const receiveActions: Actions = {
  async ReceiveMessage({ request, signal }, room) {
    const find = () => queueOf(request, room);
    const { attributes } = find();
    const system = [...textsOf(request, 'AttributeNames'), ...textsOf(request, 'MessageSystemAttributeNames')];
    const unknown = system.find((name) => !SYSTEM.includes(name));
    if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const wanted = textsOf(request, 'MessageAttributeNames');
    const most = numberOf(request, 'MaxNumberOfMessages', [1, 10], 'Must be between 1 and 10, if provided.') ?? 1;
    const wait = numberOf(request, 'WaitTimeSeconds', [0, MOST_WAIT_SECONDS], 'Must be >= 0 and <= 20, if provided.');
    const seconds = numberOf(
      request,
      'VisibilityTimeout',
      [0, MOST_VISIBILITY_SECONDS],
      'Must be between 0 and 43200, if provided.',
    );
    const waitMs = (wait ?? Number(withDefaults(attributes).ReceiveMessageWaitTimeSeconds)) * 1000;
    const messages = await room.messages.receive(find, { most, waitMs, seconds }, signal);
    return messages.length > 0 ? { Messages: messages.map((message) => described(message, system, wanted)) } : {};
  },
};
