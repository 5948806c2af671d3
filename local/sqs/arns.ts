/** Names, ARNs and URLs of queues. */
import { LOCAL } from '../../lib/limits.ts';

const PREFIX = `arn:aws:sqs:${LOCAL.region}:${LOCAL.account}:`;

export const queueArn = (name: string) => `${PREFIX}${name}`;

/** The name in the ARN of a queue of this account; undefined for anything else. */
export const nameOfArn = (arn: unknown): string | undefined =>
  typeof arn === 'string' && arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : undefined;

/**
 * A queue's URL at the address where the services answer: the SDK takes the host of a queue's URL for its endpoint.
 * @param servicesUrl without a slash at the end
 */
export const queueUrl = (servicesUrl: string, name: string) => `${servicesUrl}/${LOCAL.account}/${name}`;

/** The name in a queue's URL, whatever its host: the signature has said whose queues are meant. */
export const nameOfUrl = (url: unknown): string | undefined =>
  typeof url === 'string' ? /^(?:https?:\/\/[^/]+)?\/?\d{12}\/([^/?#]+)\/?$/.exec(url)?.[1] : undefined;
