import { randomUUID } from 'node:crypto';
import { StateError } from './errors.ts';
import type { TaskResource } from './resource.ts';

/** How Step Functions writes a service in error names and causes; others are capitalised. */
const SERVICE_NAMES: Record<string, string> = { 'aws-sdk:dynamodb': 'DynamoDb', dynamodb: 'DynamoDB' };
/** How the first version of the SDK, which the optimised integrations use, names the service in a cause. */
const FIRST_SDK_NAMES: Record<string, string> = { dynamodb: 'AmazonDynamoDBv2', lambda: 'AWSLambda' };

const capitalised = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;

type Thrown = {
  name?: string;
  message?: string;
  /** HTTP status of Lambda's own refusal: the function itself was not called. */
  requestStatus?: number;
  /** Of an SDK's error. */
  $metadata?: { httpStatusCode?: number; requestId?: string; extendedRequestId?: string };
};

/**
 * The error of a Task as Retry and Catch know it: a function's own error type, or `Service.CodeException`
 * (`S3.NoSuchKeyException`, `DynamoDb.TransactionCanceledException`). A function's cause is a JSON text with `errorType` and
 * `errorMessage`, as Lambda answers it (but for the trace, which names places on this machine); a service's is its message with
 * the status and the request's id.
 */
export function taskError(thrown: unknown, resource: TaskResource): StateError {
  if (thrown instanceof StateError) return thrown;
  const { name = 'Error', message = '', requestStatus } = thrown as Thrown;
  if (resource.resourceType === 'lambda') {
    if (requestStatus !== undefined)
      return new StateError(`Lambda.${name}`, firstSdkCause(message, name, resource, requestStatus));
    if (!name.startsWith('Lambda.'))
      return new StateError(name, JSON.stringify({ errorType: name, errorMessage: message }));
  }
  if (name.includes('.')) return new StateError(name, message);
  if (name === 'Error') return new StateError('States.TaskFailed', message);
  const service = SERVICE_NAMES[resource.resourceType] ?? capitalised(resource.service);
  const error = name.endsWith('Exception') ? name : `${name}Exception`;
  return new StateError(`${service}.${error}`, serviceCause(thrown as Thrown, service, error, resource));
}

function serviceCause({ message = '', $metadata }: Thrown, service: string, error: string, resource: TaskResource) {
  const { httpStatusCode: status, requestId = randomUUID(), extendedRequestId = requestId } = $metadata ?? {};
  if (status === undefined) return message;
  if (!resource.resourceType.startsWith('aws-sdk:')) return firstSdkCause(message, error, resource, status, requestId);
  const extended = resource.service === 's3' ? `, Extended Request ID: ${extendedRequestId}` : '';
  return `${message} (Service: ${service}, Status Code: ${status}, Request ID: ${requestId}${extended})`;
}

const firstSdkCause = (
  message: string,
  error: string,
  { service }: TaskResource,
  status: number,
  id: string = randomUUID(),
) =>
  `${message} (Service: ${FIRST_SDK_NAMES[service] ?? service}; Status Code: ${status}; Error Code: ${error}; Request ID: ${id}; Proxy: null)`;
