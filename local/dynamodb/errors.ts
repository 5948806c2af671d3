/** Errors as DynamoDB answers them: HTTP status 400 and a body whose `__type` the SDKs turn into the error's name. */
export type ServiceError = Error & { statusCode: number; body: { __type: string } & Record<string, unknown> };

const SERVICE = 'com.amazonaws.dynamodb.v20120810#';
const CORAL = 'com.amazon.coral.service#';
const CORAL_ERRORS = new Set([
  'AccessDeniedException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
]);

/** An error of the service, by its short name, for example `ResourceInUseException`. */
export const serviceError = (name: string, message: string, extra: Record<string, unknown> = {}): ServiceError =>
  Object.assign(new Error(message), {
    name,
    statusCode: 400,
    body: { __type: `${CORAL_ERRORS.has(name) ? CORAL : SERVICE}${name}`, message, ...extra },
  });

export const validationError = (message: string): ServiceError =>
  Object.assign(serviceError('ValidationException', message), {
    body: { __type: 'com.amazon.coral.validate#ValidationException', message },
  });

export const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'statusCode' in error && 'body' in error;

/** The short name of an error of the service: `ConditionalCheckFailedException`. */
export const errorName = (error: ServiceError) => error.body.__type.split('#').at(-1) ?? '';
