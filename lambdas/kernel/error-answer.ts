import * as z from 'zod';

/** A field that is wrong, and what to do about it. */
export const ErrorDetail = z.object({ field: z.string(), message: z.string() });
export const ErrorBody = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(ErrorDetail),
  request_id: z.string(),
});

/** The one form of errors that functions answer (`respond.ts`). */
export const ErrorAnswer = z.object({ error: ErrorBody });

/** What API Gateway answers by itself when a request does not reach a function; its form cannot be changed there. */
export const GatewayMessage = z.object({ message: z.string() });

/** Where either may have refused. */
export const AnyError = z.union([ErrorAnswer, GatewayMessage]);
