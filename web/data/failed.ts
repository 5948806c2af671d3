/** What the client tells of a call that failed (`ApiError`); what fails in the browser itself has a message only. */
export type Failed = { message: string; code?: string; requestId?: string; status?: number };

export const failedBy = (error: unknown): Failed => (error instanceof Error ? error : { message: String(error) });

/** Answers that asking again does not change: not signed in, not allowed, not there. */
export const isFinal = (error: unknown): boolean => [401, 403, 404].includes(failedBy(error).status ?? 0);
