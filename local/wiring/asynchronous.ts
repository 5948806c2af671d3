/** What the templates say of asynchronous calls of their functions. */
import type { Asynchronous } from '../lambda/asynchronous.ts';
import { queueUrl } from '../sqs/arns.ts';
import type { SqsRoom } from '../sqs/server.ts';
import { functionCaller } from './callers.ts';
import type { Deployment } from './deployed.ts';
import { functionArn, functionName, queueArn, queueName } from './identity.ts';

/**
 * Lambda tells a destination as the function's own role.
 * @throws Error naming a configuration by its path whose function is not in the templates, or whose destination is no queue of them
 */
export function ensureAsynchronous(
  deployment: Deployment,
  { asynchronous, sqs }: { asynchronous: Pick<Asynchronous, 'configure'>; sqs: Pick<SqsRoom, 'call'> },
): void {
  const functions = deployment.ofType('AWS::Lambda::Function');
  const queues = deployment.ofType('AWS::SQS::Queue');
  for (const { resource, properties } of deployment.ofType('AWS::Lambda::EventInvokeConfig')) {
    const { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = properties;
    const owner = functions.find((each) =>
      [functionName(each.resource), functionArn(each.resource)].includes(FunctionName),
    );
    if (!owner) throw new Error(`${resource.path}: the function ${FunctionName} is not in the templates.`);
    const destination: string | undefined = DestinationConfig?.OnFailure?.Destination;
    const queue = queues.find((each) => queueArn(each.resource) === destination);
    if (destination !== undefined && !queue)
      throw new Error(`${resource.path}: the destination ${destination} is no queue of the templates.`);
    asynchronous.configure(functionArn(owner.resource), {
      ...(MaximumRetryAttempts !== undefined && { retries: Number(MaximumRetryAttempts) }),
      ...(MaximumEventAgeInSeconds !== undefined && { maxAgeMs: Number(MaximumEventAgeInSeconds) * 1000 }),
      ...(queue && {
        onFailure: async (MessageBody: string) => {
          const request = { QueueUrl: queueUrl('', queueName(queue.resource)), MessageBody };
          await sqs.call('SendMessage', request, functionCaller(owner));
        },
      }),
    });
  }
}
