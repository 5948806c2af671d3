/** Actions on queues. */
import { LOCAL } from '../../../lib/limits.ts';
import { invalidParameter, missing, queueDoesNotExist, SqsError } from '../errors.ts';
import { checkedAttributes, withDefaults } from '../queue-attributes.ts';
import type { Actions } from './action.ts';
import { pageOf, queueOf, textsOf } from './parameters.ts';

function checkedName(name: unknown): string {
  if (name === undefined || name === '') throw missing('QueueName');
  if (typeof name === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(name)) return name;
  if (typeof name === 'string' && name.endsWith('.fifo'))
    throw new SqsError('UnsupportedOperation', `${name}: FIFO queues are not available here, only standard ones.`);
  throw invalidParameter(
    'QueueName',
    name,
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

/** Attributes that can be asked for by name but are not there unless they are set. */
const OPTIONAL = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy'];

export const queueActions: Actions = {
  CreateQueue({ request }, { queues, urlOf }) {
    const name = checkedName(request.QueueName);
    queues.create(name, checkedAttributes(request.Attributes, queues.exists));
    return { QueueUrl: urlOf(name) };
  },

  DeleteQueue({ request }, room) {
    room.queues.delete(queueOf(request, room).name);
    return {};
  },

  GetQueueUrl({ request }, { queues, urlOf }) {
    const { QueueName, QueueOwnerAWSAccountId = LOCAL.account } = request;
    if (QueueName === undefined || QueueName === '') throw missing('QueueName');
    if (QueueOwnerAWSAccountId !== LOCAL.account) throw queueDoesNotExist();
    return { QueueUrl: urlOf(queues.find(String(QueueName)).name) };
  },

  GetQueueAttributes({ request }, room) {
    const queue = queueOf(request, room);
    const { visible, inFlight, delayed } = room.messages.counts(queue);
    const all: Record<string, string> = {
      ...room.queues.described(queue),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
    };
    const wanted = textsOf(request, 'AttributeNames');
    const unknown = wanted.find((name) => name !== 'All' && !(name in all) && !OPTIONAL.includes(name));
    if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const shown = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
    return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
  },

  SetQueueAttributes({ request }, room) {
    const { name, attributes } = queueOf(request, room);
    if (request.Attributes === undefined) throw missing('Attributes');
    const changes = checkedAttributes(request.Attributes, room.queues.exists);
    const { KmsMasterKeyId } = withDefaults({ ...attributes, ...changes });
    if (changes.SqsManagedSseEnabled === 'true' && KmsMasterKeyId)
      throw new SqsError(
        'InvalidAttributeName',
        'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
      );
    room.queues.set(name, changes);
    return {};
  },

  ListQueues({ request }, { queues, urlOf }) {
    const prefix = String(request.QueueNamePrefix ?? '');
    const { names, ...next } = pageOf(
      queues.names().filter((name) => name.startsWith(prefix)),
      request,
    );
    return names.length > 0 ? { QueueUrls: names.map(urlOf), ...next } : {};
  },

  ListDeadLetterSourceQueues({ request }, room) {
    const sources = room.queues.sourcesOf(queueOf(request, room).name).sort();
    const { names, ...next } = pageOf(sources, request);
    return { queueUrls: names.map(room.urlOf), ...next };
  },

  PurgeQueue({ request }, room) {
    room.queues.purge(queueOf(request, room).name);
    return {};
  },
};
