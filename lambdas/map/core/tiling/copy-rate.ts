/**
 * Copies a second of all workers of a build together: S3 takes 3,500 writes a second below a prefix (its documentation, "Best
 * practices design patterns"), and what has changed is written there meanwhile.
 */
const A_SECOND = 3000;
/** Under way of one worker: the S3 client opens 50 connections, and it reads as well. */
export const COPIES_AT_ONCE = 32;

/**
 * How many tiles each worker copies a second. A rate and not a number at a time, because S3 answers in 20 to 200 ms: of 157 workers one
 * copy at a time each is too much for it, or half of what it takes. When it takes less than that the client lowers its rate (kernel/s3.ts).
 * @param workers of the stage tile at once, where there are as many batches
 */
export const copiesASecond = (batches: number, workers: number): number =>
  A_SECOND / Math.max(1, Math.min(workers, batches));
