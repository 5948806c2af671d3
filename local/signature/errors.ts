/** A request whose signature is refused. `code`, `status` and `message` are what the real service answers. */
export class SignatureError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

type Refusal = { code: string; status: number; message: string };
type Reason = 'missing' | 'unknownKey' | 'mismatch' | 'skewed' | 'malformedHeader' | 'malformedQuery';

/** S3 has codes of its own; the JSON services (DynamoDB, Step Functions) share theirs and answer them with 400. */
const S3: Record<Reason, Refusal> = {
  missing: { code: 'AccessDenied', status: 403, message: 'Access Denied: the request is not signed.' },
  unknownKey: {
    code: 'InvalidAccessKeyId',
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  mismatch: {
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
  skewed: {
    code: 'RequestTimeTooSkewed',
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
  },
  malformedHeader: {
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: 'The authorization header is malformed.',
  },
  malformedQuery: {
    code: 'AuthorizationQueryParametersError',
    status: 400,
    message: "The query's authorization is malformed.",
  },
};

const JSON_SERVICES: Record<Reason, Refusal> = {
  missing: {
    code: 'MissingAuthenticationTokenException',
    status: 400,
    message: 'Request is missing Authentication Token',
  },
  unknownKey: {
    code: 'UnrecognizedClientException',
    status: 400,
    message: 'The security token included in the request is invalid.',
  },
  mismatch: { ...S3.mismatch, code: 'InvalidSignatureException', status: 400 },
  skewed: { ...S3.skewed, code: 'InvalidSignatureException', status: 400 },
  malformedHeader: { ...S3.malformedHeader, code: 'IncompleteSignatureException' },
  malformedQuery: { ...S3.malformedQuery, code: 'IncompleteSignatureException' },
};

/** The refusal of `service` for one reason; `detail` is appended to the message. */
export function refuse(service: string, reason: Reason, detail = '') {
  const { code, status, message } = (service === 's3' ? S3 : JSON_SERVICES)[reason];
  return new SignatureError(code, status, detail ? `${message} ${detail}` : message);
}
