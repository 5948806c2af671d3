/** What each action may be asked, and how its parameters are read. */
import { nameOfUrl } from '../arns.ts';
import { invalidParameter, invalidValue, missing, queueDoesNotExist, SqsError } from '../errors.ts';
import type { Queue } from '../queues.ts';
import type { Request, Room } from './action.ts';

const MESSAGE = ['MessageBody', 'DelaySeconds', 'MessageAttributes', 'MessageSystemAttributes', 'MessageGroupId'];
const PAGE = ['MaxResults', 'NextToken'];

const KNOWN: Record<string, string[]> = {
  CreateQueue: ['QueueName', 'Attributes', 'tags'],
  DeleteQueue: ['QueueUrl'],
  GetQueueUrl: ['QueueName', 'QueueOwnerAWSAccountId'],
  GetQueueAttributes: ['QueueUrl', 'AttributeNames'],
  SetQueueAttributes: ['QueueUrl', 'Attributes'],
  ListQueues: ['QueueNamePrefix', ...PAGE],
  ListDeadLetterSourceQueues: ['QueueUrl', ...PAGE],
  PurgeQueue: ['QueueUrl'],
  SendMessage: ['QueueUrl', ...MESSAGE],
  SendMessageBatch: ['QueueUrl', 'Entries'],
  ReceiveMessage: [
    'QueueUrl',
    'AttributeNames',
    'MessageSystemAttributeNames',
    'MessageAttributeNames',
    'MaxNumberOfMessages',
    'VisibilityTimeout',
    'WaitTimeSeconds',
  ],
  DeleteMessage: ['QueueUrl', 'ReceiptHandle'],
  DeleteMessageBatch: ['QueueUrl', 'Entries'],
  ChangeMessageVisibility: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
  ChangeMessageVisibilityBatch: ['QueueUrl', 'Entries'],
  StartMessageMoveTask: ['SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'],
  ListMessageMoveTasks: ['SourceArn', 'MaxResults'],
  CancelMessageMoveTask: ['TaskHandle'],
};
/** Of one entry of a batch. */
export const ENTRY: Record<string, string[]> = {
  SendMessageBatch: ['Id', ...MESSAGE],
  DeleteMessageBatch: ['Id', 'ReceiptHandle'],
  ChangeMessageVisibilityBatch: ['Id', 'ReceiptHandle', 'VisibilityTimeout'],
};

/** @throws SqsError naming a parameter that would be left out without a word */
export function refuseUnknownParameters(action: string, request: Request, known = KNOWN[action] ?? []): void {
  const other = Object.keys(request).find((name) => !known.includes(name) && request[name] !== undefined);
  if (other === 'MessageDeduplicationId' || other === 'ReceiveRequestAttemptId')
    throw invalidParameter(
      other,
      request[other],
      'The request include parameter that is not valid for this queue type.',
    );
  if (other !== undefined)
    throw new SqsError('UnsupportedOperation', `${action}: the parameter ${other} is not available here.`);
}

/** @throws SqsError QueueDoesNotExist, also for what is no URL of a queue */
export function queueOf({ QueueUrl }: Request, { queues }: Room): Queue {
  if (QueueUrl === undefined || QueueUrl === '') throw missing('QueueUrl');
  const name = nameOfUrl(QueueUrl);
  if (name === undefined) throw queueDoesNotExist();
  return queues.find(name);
}

/** A whole number; undefined when it is not given. `reason` is what the service says of another one. */
export function numberOf(
  request: Request,
  name: string,
  [least, most]: readonly [number, number],
  reason: string,
): number | undefined {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw invalidParameter(name, value, reason);
}

/** A list of texts; empty when it is not given. */
export function textsOf(request: Request, name: string): string[] {
  const value = request[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw invalidValue(`${name} must be a list of names.`);
}

/** A page of names, and the token of the next one; only who sets MaxResults gets pages. */
export function pageOf(names: string[], request: Request): { names: string[]; NextToken?: string } {
  const most = numberOf(request, 'MaxResults', [1, 1000], 'Must be between 1 and 1000, if provided.');
  const { NextToken } = request;
  const after = NextToken === undefined ? '' : Buffer.from(String(NextToken), 'base64').toString();
  const rest = names.filter((name) => name > after);
  const shown = rest.slice(0, most ?? 1000);
  const isMore = most !== undefined && rest.length > shown.length;
  return { names: shown, ...(isMore && { NextToken: Buffer.from(shown.at(-1)!).toString('base64') }) };
}
