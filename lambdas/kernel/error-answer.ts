import * as z from 'zod';

/** The one form of errors that functions answer (`respond.ts`). */
export const ErrorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ field: z.string(), message: z.string() })),
    request_id: z.string(),
  }),
});

/** What API Gateway answers by itself when a request does not reach a function; its form cannot be changed there. */
export const GatewayMessage = z.object({ message: z.string() });
