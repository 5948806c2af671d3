import { StateError } from './errors.ts';
import type { TaskResource } from './resource.ts';

/** How Step Functions writes a service in error names; others are capitalised. */
const SERVICE_NAMES: Record<string, string> = { 'aws-sdk:dynamodb': 'DynamoDb', dynamodb: 'DynamoDB' };

const capitalised = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;

/**
 * The error of a Task as Retry and Catch know it: a function's own error type, or `Service.CodeException`
 * (`S3.NoSuchKeyException`, `DynamoDb.TransactionCanceledException`). A function's cause is a JSON text with
 * `errorMessage` and `errorType`, as Lambda answers it.
 */
export function taskError(thrown: unknown, resource: TaskResource): StateError {
  if (thrown instanceof StateError) return thrown;
  const { name = 'Error', message = '' } = thrown as { name?: string; message?: string };
  if (resource.resourceType === 'lambda' && !name.startsWith('Lambda.')) {
    const { trace } = thrown as { trace?: unknown };
    return new StateError(
      name,
      JSON.stringify({ errorType: name, errorMessage: message, ...(trace ? { trace } : {}) }),
    );
  }
  if (name.includes('.')) return new StateError(name, message);
  if (name === 'Error') return new StateError('States.TaskFailed', message);
  const service = SERVICE_NAMES[resource.resourceType] ?? capitalised(resource.service);
  return new StateError(`${service}.${name.endsWith('Exception') ? name : `${name}Exception`}`, message);
}
