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

/** Codes that every route may answer with; those of its own are in its line of the table. */
export const COMMON_ERRORS: Record<string, number> = {
  malformed_json: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  unsupported_media_type: 415,
  invalid_fields: 422,
  internal: 500,
  unavailable: 503,
};
