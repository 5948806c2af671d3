/** Calls of functions, each in somebody's name: the caller's policies or the function's own must allow it. */
import { invokePermission } from '../iam/api-calls.ts';
import type { Authorize, Principal } from '../service.ts';

export type Invoke = (functionName: string, payload: unknown, signal?: AbortSignal) => Promise<unknown>;
export type InvokeAs = (principal: Principal) => Invoke;

/** Throws `Lambda.AWSLambdaException`, as a state machine sees it in the account, with the refusal's own words. */
export const createInvokeAs =
  (invoke: Invoke, authorize: Authorize): InvokeAs =>
  (principal) =>
  async (functionName, payload, signal) => {
    try {
      authorize({ principal, ...invokePermission(functionName) });
    } catch (error) {
      throw Object.assign(new Error((error as Error).message), { name: 'Lambda.AWSLambdaException' });
    }
    return invoke(functionName, payload, signal);
  };
