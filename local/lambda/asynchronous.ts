/**
 * Before the second and the third attempt of an asynchronous call, which is tried three times in all unless its function says otherwise
 * (Lambda Developer Guide, "How Lambda handles errors and retries").
 */
export const ASYNCHRONOUS_WAITS_MS = [60_000, 120_000];
