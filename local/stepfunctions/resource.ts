/**
 * What a Task calls: `resourceType` and `action` as history events name them. `functionArn` is set where the Resource is a
 * function itself: its input is the Task's, its answer the Task's result, and its events are its own (LambdaFunction…).
 */
export type TaskResource = { service: string; action: string; resourceType: string; functionArn?: string };

const FUNCTION = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9$_-]+)?$/;

const OPTIMISED = new Set([
  'lambda:invoke',
  'dynamodb:getItem',
  'dynamodb:putItem',
  'dynamodb:updateItem',
  'dynamodb:deleteItem',
]);

/**
 * Reads the Resource of a Task. Throws with the remedy for what does not run here: the callback and job-run patterns,
 * activities, other optimised integrations.
 */
export function parseResource(resource: unknown): TaskResource {
  if (typeof resource !== 'string') throw new Error('must be a text');
  if (/\.(waitForTaskToken|sync(:\d)?)$/.test(resource))
    throw new Error(`${resource}: only the request-response pattern runs here, without a suffix`);
  if (FUNCTION.test(resource))
    return { service: 'lambda', action: 'invoke', resourceType: 'lambda', functionArn: resource };
  const match = /^arn:aws:states:::(?:(aws-sdk):)?([a-z0-9]+):([a-zA-Z0-9]+)$/.exec(resource);
  const [, sdk, service, action] = match ?? [];
  if (!service || !action || (!sdk && !OPTIMISED.has(`${service}:${action}`)))
    throw new Error(
      `${resource} is not known here; use arn:aws:states:::aws-sdk:SERVICE:ACTION, the ARN of a function, or one of ${[...OPTIMISED].join(', ')}`,
    );
  return { service, action, resourceType: sdk ? `aws-sdk:${service}` : service };
}
