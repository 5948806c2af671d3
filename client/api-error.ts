/** The one error of the client, whatever went wrong between here and the answer. */
import { ErrorAnswer, GatewayMessage } from '../lambdas/kernel/error-answer.ts';

export type ErrorDetail = { field: string; message: string };

/** `status` is 0 and `code` is `unreachable` when no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetail[];
  readonly requestId: string | undefined;
  /** Seconds after which it may work, where the server says so (`Retry-After`). */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { details?: ErrorDetail[]; requestId?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = options.details ?? [];
    this.requestId = options.requestId;
    this.retryAfter = options.retryAfter;
  }
}

/** Codes for answers that did not come from our handlers: the HTTP API's own `{"message"}`, or a proxy's page. */
const CODE_OF_STATUS: Record<number, string> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'too_many_requests',
};
const MESSAGE_OF_CODE: Record<string, string> = {
  unauthorized: 'You are not logged in, or the login has expired.',
  forbidden: 'Your login does not allow this.',
};

/** Reads any answer that is not a success. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  const body = parse(text);
  const ours = ErrorAnswer.safeParse(body);
  const retryAfter = secondsIn(response.headers.get('retry-after'));
  if (ours.success) {
    const { code, message, details, request_id: requestId } = ours.data.error;
    return new ApiError(response.status, code, message, { details, requestId, retryAfter });
  }
  const code = CODE_OF_STATUS[response.status] ?? (response.status >= 500 ? 'server_error' : 'unexpected_answer');
  const own = GatewayMessage.safeParse(body).data?.message;
  const message = MESSAGE_OF_CODE[code] ?? `The server answered ${response.status}${own ? `: ${own}` : ''}.`;
  const requestId = response.headers.get('apigw-requestid') ?? response.headers.get('x-amz-request-id') ?? undefined;
  return new ApiError(response.status, code, message, { requestId, retryAfter });
}

/** The header's other form, a date, is not what our platform sends. */
const secondsIn = (header: string | null) => (header && /^\d+$/.test(header) ? Number(header) : undefined);

export const unreachable = (url: string, cause: unknown) =>
  new ApiError(0, 'unreachable', `${new URL(url).origin} does not answer.`, { cause });

/** Undefined for what is no JSON: a proxy's page, half an answer. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
