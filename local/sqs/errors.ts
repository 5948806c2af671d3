/** Errors as SQS answers them in its JSON protocol: a `__type` for new clients, and in a header the code of its old protocol. */

/** Codes of the old protocol that are not the error's own name (the service's API model, `awsQueryError`). */
const QUERY_CODES: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  AccessDeniedException: 'AccessDenied',
};
for (const name of [
  'BatchEntryIdsNotDistinct',
  'BatchRequestTooLong',
  'EmptyBatchRequest',
  'InvalidBatchEntryId',
  'MessageNotInflight',
  'PurgeQueueInProgress',
  'TooManyEntriesInBatchRequest',
  'UnsupportedOperation',
])
  QUERY_CODES[name] = `AWS.SimpleQueueService.${name}`;

/** Errors of AWS's web framework, which all JSON services share. */
const CORAL = new Set([
  'AccessDeniedException',
  'IncompleteSignatureException',
  'InvalidParameterValueException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'MissingRequiredParameterException',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
]);

export class SqsError extends Error {
  readonly status: number;

  /** @param name short, for example `QueueDoesNotExist` */
  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }

  /** What `__type` says. */
  get type(): string {
    return `${CORAL.has(this.name) ? 'com.amazon.coral.service' : 'com.amazonaws.sqs'}#${this.name}`;
  }
  /** The code of the old protocol: in the header of an answer, and of an entry that failed in a batch. */
  get code(): string {
    return QUERY_CODES[this.name] ?? this.name;
  }
}

export const queueDoesNotExist = () => new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
export const invalidValue = (message: string) => new SqsError('InvalidParameterValueException', message);
export const invalidParameter = (name: string, value: unknown, reason: string) =>
  invalidValue(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);
export const missing = (name: string) =>
  new SqsError('MissingRequiredParameterException', `The request must contain the parameter ${name}.`);
export const invalidReceipt = (handle: unknown) =>
  new SqsError('ReceiptHandleIsInvalid', `The input receipt handle "${String(handle)}" is not a valid receipt handle.`);
/** 404, as recorded of the service. */
export const resourceNotFound = (message: string) => new SqsError('ResourceNotFoundException', message, 404);
