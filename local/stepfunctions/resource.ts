/** What a Task calls. `wireService` and `action` as history events name them. */
export type TaskResource = { service: string; action: string; resourceType: string };

const OPTIMISED = new Set([
  'lambda:invoke',
  'dynamodb:getItem',
  'dynamodb:putItem',
  'dynamodb:updateItem',
  'dynamodb:deleteItem',
]);

/**
 * Reads the Resource of a Task. Throws with the remedy for what does not run here: the callback and job-run patterns,
 * activities, other optimised integrations, functions by their bare ARN.
 */
export function parseResource(resource: unknown): TaskResource {
  if (typeof resource !== 'string') throw new Error('must be a text');
  if (/\.(waitForTaskToken|sync(:\d)?)$/.test(resource))
    throw new Error(`${resource}: only the request-response pattern runs here, without a suffix`);
  const match = /^arn:aws:states:::(?:(aws-sdk):)?([a-z0-9]+):([a-zA-Z0-9]+)$/.exec(resource);
  const [, sdk, service, action] = match ?? [];
  if (!service || !action || (!sdk && !OPTIMISED.has(`${service}:${action}`)))
    throw new Error(
      `${resource} is not known here; use arn:aws:states:::aws-sdk:SERVICE:ACTION or one of ${[...OPTIMISED].join(', ')}`,
    );
  return { service, action, resourceType: sdk ? `aws-sdk:${service}` : service };
}
