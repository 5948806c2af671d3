import { LOCAL } from '../../lib/limits.ts';

/**
 * Errors that a caller of a function sees. `name` is the errorType, the word that Retry and Catch of a state machine
 * match: the handler's own (`StageFailed`), or the platform's (`Sandbox.Timedout`, `Runtime.ExitError`).
 */
export const functionError = (errorType: string, message: string, trace?: string[]): Error => {
  const error = Object.assign(new Error(message), { name: errorType });
  if (trace && trace.length > 0) error.stack = trace.join('\n');
  return error;
};

/** Lambda's own refusal, before any function runs. `requestStatus` is the HTTP status of its API. */
export const requestError = (name: string, message: string, requestStatus: number): Error =>
  Object.assign(functionError(name, message), { requestStatus });

export const functionNotFound = (name: string): Error => {
  const arn = `arn:aws:lambda:${LOCAL.region}:${LOCAL.account}:function:${name}`;
  return requestError('ResourceNotFoundException', `Function not found: ${arn}:$LATEST`, 404);
};

/** From the body that the runtime posts: `{errorType, errorMessage, trace}`. */
export const postedError = (body: string): Error => {
  const posted = JSON.parse(body) as { errorType?: string; errorMessage?: string; trace?: string[] };
  return functionError(posted.errorType ?? 'Error', posted.errorMessage ?? '', posted.trace);
};
