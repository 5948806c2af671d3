/** Numbers of queues that two places must agree on. */

/** Messages of one call, and bytes of one message or of all in one call, attributes included (SQS quotas; 256 KiB before August 2025). */
export const QUEUE_BATCH = 10;
export const QUEUE_BYTES = 1024 * 1024;

/** A message is hidden for so many timeouts of the function that works on it (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
export const VISIBILITY_TIMES = 6;

/** Attempts at a message before it goes to the dead letters (at least 5: the same guide, so that a throttled function loses none). */
export const MAX_RECEIVE_COUNT = 5;

/** Calls of a worker at once where nobody says otherwise: new accounts have ten for all functions together. */
export const QUEUE_CONCURRENCY = 5;

/** Messages that wait longer than this are late for whoever looks at the page that shows their outcome. */
export const QUEUE_LATE_SECONDS = 900;

/** Dead letters are kept for two weeks, the longest that SQS keeps anything. */
export const DEAD_LETTER_DAYS = 14;
