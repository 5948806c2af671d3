/** What a queue can be told (CreateQueue, SetQueueAttributes), as texts like in the API, and their defaults. */
import { nameOfArn } from './arns.ts';
import { invalidParameter, invalidValue, SqsError } from './errors.ts';

/** Message size limits (API reference, CreateQueue: 1 KiB to 1 MiB since August 2025; 256 KiB before). */
export const MESSAGE_BYTES = 1_048_576;

/** Numbers, with their least and their most. */
const RANGES: Record<string, [least: number, most: number]> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, MESSAGE_BYTES],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};
export const MOST_DELAY_SECONDS = RANGES.DelaySeconds![1];
export const MOST_WAIT_SECONDS = RANGES.ReceiveMessageWaitTimeSeconds![1];
export const MOST_VISIBILITY_SECONDS = RANGES.VisibilityTimeout![1];

const DEFAULTS: Record<string, string> = {
  DelaySeconds: '0',
  MaximumMessageSize: String(MESSAGE_BYTES),
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};
/** Of FIFO queues, which are not served here. */
const OF_FIFO = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

export type QueueAttributes = Record<string, string>;

/** All that is set or has a default. */
export function withDefaults(given: QueueAttributes): QueueAttributes {
  const encrypted = given.KmsMasterKeyId ? 'false' : 'true';
  return { ...DEFAULTS, SqsManagedSseEnabled: encrypted, ...given };
}

export type RedrivePolicy = { queue: string; maxReceiveCount: number };

/** Where messages go that were received often enough; undefined: nowhere. */
export function redriveOf({ RedrivePolicy }: QueueAttributes): RedrivePolicy | undefined {
  if (!RedrivePolicy) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(RedrivePolicy);
  return { queue: nameOfArn(deadLetterTargetArn)!, maxReceiveCount: Number(maxReceiveCount) };
}

/**
 * @param given of a request: texts; what a client sends as a number or a boolean becomes one
 * @param exists whether there is a queue of that name
 * @returns the attributes to be stored; an empty text takes one away
 * @throws SqsError naming the attribute that is unknown, belongs to FIFO queues, or has a wrong value
 */
export function checkedAttributes(given: unknown, exists: (name: string) => boolean): QueueAttributes {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw invalidValue('Attributes must be a map of names and values.');
  const texts = Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]);
  for (const [name, value] of texts) check(name, value, exists);
  const attributes = Object.fromEntries(texts);
  if (attributes.KmsMasterKeyId && attributes.SqsManagedSseEnabled === 'true')
    throw new SqsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  return attributes;
}

function check(name: string, value: string, exists: (name: string) => boolean): void {
  const range = RANGES[name];
  if (range) {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < range[0] || number > range[1]) throw invalidAttribute(name);
  } else if (name === 'RedrivePolicy') checkRedrive(value, exists);
  else if (name === 'RedriveAllowPolicy') checkRedriveAllow(value);
  else if (name === 'SqsManagedSseEnabled') {
    if (!/^(true|false)$/.test(value)) throw invalidAttribute(name);
  } else if (OF_FIFO.includes(name))
    throw new SqsError('UnsupportedOperation', `${name}: FIFO queues are not available here, only standard ones.`);
  else if (name === 'Policy') {
    if (value)
      throw new SqsError(
        'UnsupportedOperation',
        'Policy: here the policies of queues come from templates, not by calls.',
      );
  } else if (name !== 'KmsMasterKeyId') throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

const invalidAttribute = (name: string) =>
  new SqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

function checkRedrive(value: string, exists: (name: string) => boolean): void {
  if (value === '') return;
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', value, reason);
  const { deadLetterTargetArn, maxReceiveCount, ...rest } = jsonOf(value, 'RedrivePolicy');
  const [other] = Object.keys(rest);
  if (other !== undefined) throw refuse(`Unknown parameter ${other}.`);
  if (deadLetterTargetArn === undefined)
    throw refuse('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (maxReceiveCount === undefined)
    throw refuse('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  const name = nameOfArn(deadLetterTargetArn);
  if (!name) throw refuse('Invalid value for deadLetterTargetArn.');
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw refuse(
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
    );
  if (!exists(name)) throw refuse('Dead letter target does not exist.');
}

/** Who may name the queue for dead letters. Checked and kept; within one account of one owner it decides nothing here. */
function checkRedriveAllow(value: string): void {
  if (value === '') return;
  const { redrivePermission } = jsonOf(value, 'RedriveAllowPolicy');
  if (!['allowAll', 'denyAll', 'byQueue'].includes(String(redrivePermission)))
    throw invalidParameter('RedriveAllowPolicy', value, 'Invalid value for redrivePermission.');
}

function jsonOf(value: string, name: string): Record<string, unknown> {
  try {
    const read = JSON.parse(value);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  } catch {}
  throw invalidParameter(name, value, 'It is not a JSON object.');
}
