/** SendMessage and its batch. */
import { identityArn } from '../../iam/principal.ts';
import type { Principal } from '../../service.ts';
import { invalidParameter, invalidValue, missing, SqsError } from '../errors.ts';
import { type Attributes, checkAttributes, md5, md5OfAttributes, messageBytes } from '../message-attributes.ts';
import type { NewMessage } from '../messages.ts';
import { MESSAGE_BYTES, MOST_DELAY_SECONDS, withDefaults } from '../queue-attributes.ts';
import type { Queue } from '../queues.ts';
import type { Actions, Request } from './action.ts';
import { type Entry, entriesOf, failedEntry } from './batch.ts';
import { numberOf, queueOf } from './parameters.ts';

/** What a message may hold (API reference, SendMessage). */
const TEXT = /^[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const GROUP = /^[0-9A-Za-z!"#$%&'()*+,./:;<=>?@[\\\]^_`{|}~-]{1,128}$/;

type Read = { message: NewMessage; bytes: number; answer: object };

/** @throws SqsError naming what is wrong, but for its size */
function read(request: Request, principal: Principal | undefined): Read {
  const body = request.MessageBody;
  if (body === undefined || body === '') throw missing('MessageBody');
  if (typeof body !== 'string') throw invalidValue('MessageBody must be a text.');
  if (!TEXT.test(body))
    throw new SqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  const attributes = (request.MessageAttributes ?? {}) as Attributes;
  checkAttributes(attributes);
  const system = systemOf(request);
  const delay = numberOf(request, 'DelaySeconds', [0, MOST_DELAY_SECONDS], 'DelaySeconds must be >= 0 and <= 900.');
  const textOf = (value: object) => (Object.keys(value).length > 0 ? JSON.stringify(value) : null);
  const ofAttributes = md5OfAttributes(attributes);
  const ofSystem = md5OfAttributes(request.MessageSystemAttributes as Attributes | undefined);
  return {
    message: { body, attributes: textOf(attributes), system: textOf(system), sender: senderOf(principal), delay },
    bytes: messageBytes(body, attributes),
    answer: {
      MD5OfMessageBody: md5(body),
      ...(ofAttributes && { MD5OfMessageAttributes: ofAttributes }),
      ...(ofSystem && { MD5OfMessageSystemAttributes: ofSystem }),
    },
  };
}

/** What a receiver finds among the system attributes, beside what SQS writes there. */
function systemOf({ MessageSystemAttributes = {}, MessageGroupId }: Request): Record<string, string> {
  const { AWSTraceHeader, ...others } = MessageSystemAttributes as Attributes;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw invalidValue(`Message system attribute name '${other}' is invalid: only AWSTraceHeader is known.`);
  if (AWSTraceHeader && (AWSTraceHeader.DataType !== 'String' || !AWSTraceHeader.StringValue))
    throw invalidValue("Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.");
  if (MessageGroupId !== undefined && !GROUP.test(String(MessageGroupId)))
    throw invalidParameter(
      'MessageGroupId',
      MessageGroupId,
      'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
  return {
    ...(AWSTraceHeader && { AWSTraceHeader: AWSTraceHeader.StringValue! }),
    ...(MessageGroupId !== undefined && { MessageGroupId: String(MessageGroupId) }),
  };
}

/** A user's id, or a role's with its session; ids are names here. */
function senderOf(principal: Principal | undefined): string {
  if (!principal || principal.service) return principal?.service ?? 'anonymous';
  const session = principal.arn.includes(':assumed-role/') ? `:${principal.arn.split('/').at(-1)}` : '';
  return `${identityArn(principal.arn).split('/').at(-1)}${session}`;
}

const mostBytes = ({ attributes }: Queue) => Number(withDefaults(attributes).MaximumMessageSize);

export const sendActions: Actions = {
  SendMessage({ request, principal }, room) {
    const queue = queueOf(request, room);
    const { message, bytes, answer } = read(request, principal);
    const most = mostBytes(queue);
    if (bytes > most)
      throw invalidValue(`One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`);
    const [MessageId] = room.messages.send(queue, [message]);
    return { MessageId, ...answer };
  },

  SendMessageBatch({ request, principal }, room) {
    const queue = queueOf(request, room);
    const entries = entriesOf('SendMessageBatch', request);
    const most = mostBytes(queue);
    const good: (Read & { entry: Entry })[] = [];
    const Failed: object[] = [];
    let bytes = 0;
    for (const entry of entries) {
      try {
        const each = read(entry, principal);
        bytes += each.bytes;
        if (each.bytes <= most) good.push({ ...each, entry });
        else {
          const why = `One or more parameters cannot be validated. Reason: Message must be shorter than ${most} bytes.`;
          Failed.push(failedEntry(entry, invalidValue(why)));
        }
      } catch (error) {
        if (!(error instanceof SqsError)) throw error;
        Failed.push(failedEntry(entry, error));
      }
    }
    if (bytes > MESSAGE_BYTES)
      throw new SqsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
      );
    const ids = room.messages.send(
      queue,
      good.map(({ message }) => message),
    );
    const Successful = good.map(({ entry, answer }, index) => ({ Id: entry.Id, MessageId: ids[index], ...answer }));
    return { Successful, Failed };
  },
};
