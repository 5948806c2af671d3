/** Which events of a bucket are told, and to whom: what a configuration may say, and what one says of an event. */
import { randomUUID } from 'node:crypto';
import { invalidArgument, notImplemented, S3Error } from '../errors.ts';

/** All that happens to objects here. */
export type EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete';

export type FilterRule = { name: 'Prefix' | 'Suffix'; value: string };
export type Destination = {
  id: string;
  kind: 'queue' | 'function';
  arn: string;
  /** `s3:ObjectCreated:*` and the like. */
  events: string[];
  rules: FilterRule[];
};

/** What the API and a template say: names of rules in any case, an id or none. */
export type GivenDestination = Omit<Destination, 'id' | 'rules'> & {
  id?: string | undefined;
  rules: { name: string; value: string }[];
};

const KINDS = ['Put', 'Post', 'Copy', 'CompleteMultipartUpload', '*'];
const EVENTS = [
  ...KINDS.map((kind) => `s3:ObjectCreated:${kind}`),
  ...['Delete', 'DeleteMarkerCreated', '*'].map((kind) => `s3:ObjectRemoved:${kind}`),
];
/** Of the service, of things that are not here: nothing would ever be told. */
const OF_OTHERS =
  /^s3:(ObjectRestore|ReducedRedundancyLostObject|Replication|ObjectTagging|ObjectAcl|Lifecycle\w*|IntelligentTiering)\b/;
/** Most of a bucket, and the longest id (service limits). */
const MOST = 100;
const ID_LENGTH = 255;

const ARNS = {
  queue: { name: 'Queue', service: 'sqs', form: /^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/ },
  function: { name: 'CloudFunction', service: 'lambda', form: /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+$/ },
};

/** @throws S3Error naming what the service would not take either, and NotImplemented for what this one does not have */
export function readDestinations(given: GivenDestination[]): Destination[] {
  if (given.length > MOST)
    throw new S3Error('InvalidRequest', 400, `Too many configurations submitted. The maximum number is ${MOST}`);
  const read = given.map(readDestination);
  if (new Set(read.map(({ id }) => id)).size < read.length)
    throw new S3Error('InvalidArgument', 400, 'Same ID used for multiple configurations. IDs must be unique.');
  read.forEach((one, index) => {
    for (const other of read.slice(0, index)) refuseOverlap(one, other);
  });
  return read;
}

function readDestination({ id, kind, arn, events, rules }: GivenDestination): Destination {
  const { name, service, form } = ARNS[kind];
  if (!arn.startsWith(`arn:aws:${service}:`)) throw invalidArgument(name, arn, 'The ARN could not be parsed');
  if (arn.endsWith('.fifo')) throw invalidArgument(name, arn, 'FIFO SQS queues are not supported.');
  if (!form.test(arn)) throw invalidArgument(name, arn, 'The ARN is not well formed');
  for (const event of events) {
    if (OF_OTHERS.test(event)) throw notImplemented(`the event ${event}: nothing of that kind happens here`);
    if (!EVENTS.includes(event)) throw invalidArgument('Event', event, 'The event is not supported for notifications');
  }
  if (id !== undefined && id.length > ID_LENGTH)
    throw invalidArgument('Id', id, `ID length exceeded allowed limit of ${ID_LENGTH}`);
  return {
    // As the service makes them: a UUID in Base64.
    id: id || Buffer.from(randomUUID()).toString('base64'),
    ...{ kind, arn, events, rules: readRules(rules) },
  };
}

function readRules(given: GivenDestination['rules']): FilterRule[] {
  const rules = given.map(({ name, value }): FilterRule => {
    const known = (['Prefix', 'Suffix'] as const).find((each) => each.toLowerCase() === name.toLowerCase());
    if (known) return { name: known, value };
    throw invalidArgument('FilterRule.Name', name, 'filter rule name must be either prefix or suffix');
  });
  for (const name of ['Prefix', 'Suffix'])
    if (rules.filter((rule) => rule.name === name).length > 1)
      throw invalidArgument(
        'FilterRule.Name',
        name,
        `Cannot specify more than one ${name.toLowerCase()} rule in a filter.`,
      );
  return rules;
}

const ruleOf = ({ rules }: Destination, name: FilterRule['name']) =>
  rules.find((rule) => rule.name === name)?.value ?? '';
const includes = (pattern: string, event: string) =>
  pattern === event || (pattern.endsWith(':*') && event.startsWith(pattern.slice(0, -1)));

/** Of one event nobody may be told twice, so no key may fit two filters. */
function refuseOverlap(one: Destination, other: Destination): void {
  const sameEvent = one.events.some((a) => other.events.some((b) => includes(a, b) || includes(b, a)));
  const [prefix, before] = [ruleOf(one, 'Prefix'), ruleOf(other, 'Prefix')];
  const [suffix, behind] = [ruleOf(one, 'Suffix'), ruleOf(other, 'Suffix')];
  const sameKeys =
    (prefix.startsWith(before) || before.startsWith(prefix)) && (suffix.endsWith(behind) || behind.endsWith(suffix));
  if (!sameEvent || !sameKeys) return;
  const isPlain = one.rules.length + other.rules.length === 0;
  throw new S3Error(
    'InvalidArgument',
    400,
    isPlain
      ? 'Configurations overlap. Configurations on the same bucket cannot share a common event type.'
      : 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  );
}

/** Whether it is to be told of what happened to that key. */
export const wants = (destination: Destination, event: EventName, key: string): boolean =>
  destination.events.some((each) => includes(each, `s3:${event}`)) &&
  key.startsWith(ruleOf(destination, 'Prefix')) &&
  key.endsWith(ruleOf(destination, 'Suffix'));
