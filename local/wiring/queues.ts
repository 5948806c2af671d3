/** Queues of the templates, at the address where the twin's services answer. */
import { queueUrl } from '../sqs/arns.ts';
import type { QueueAttributes } from '../sqs/queue-attributes.ts';
import type { SqsRoom } from '../sqs/server.ts';
import type { Identity } from '../template/resolve.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { identity, queueName } from './identity.ts';

/** The identity of everything, with the URLs of queues: the SDK takes the host of a queue's URL for its endpoint. */
export const identityAt = (servicesUrl: string): Identity => ({
  ...identity,
  ref: (resource) =>
    resource.type === 'AWS::SQS::Queue' ? queueUrl(servicesUrl, queueName(resource)) : identity.ref(resource),
});

/** @throws Error naming a queue with a wrong attribute, or with dead letters that go to no queue of the templates */
export function ensureQueues(deployment: Deployment, sqs: Pick<SqsRoom, 'ensureQueue'>): void {
  const queues = deployment.ofType('AWS::SQS::Queue');
  const names = queues.map(({ resource }) => queueName(resource));
  const policies = new Map<string | undefined, object>(
    deployment
      .ofType('AWS::SQS::QueuePolicy')
      .flatMap(({ properties }) =>
        properties.Queues.map((url: string) => [url.split('/').at(-1), properties.PolicyDocument]),
      ),
  );
  for (const queue of queues) {
    const name = queueName(queue.resource);
    const policy = policies.get(name);
    try {
      sqs.ensureQueue(name, { ...attributesOf(queue), ...(policy ? { Policy: JSON.stringify(policy) } : {}) }, names);
    } catch (error) {
      throw new Error(`${queue.resource.path}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Texts, as the API has them. Keys are left out: nothing is encrypted with them here. */
function attributesOf({ properties }: Deployed): QueueAttributes {
  const { QueueName, Tags, KmsMasterKeyId, KmsDataKeyReusePeriodSeconds, ...attributes } = properties;
  const texts = Object.entries(attributes).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return Object.fromEntries(texts);
}
