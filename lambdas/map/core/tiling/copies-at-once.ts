import { BATCH_ITEMS } from '../../../../lib/limits.ts';

/**
 * Copies under way by all workers of a build: S3 takes 3,500 writes a second below a prefix (its documentation, "Best practices
 * design patterns"), and a copy takes 20 to 40 ms.
 */
const UNDER_WAY = 100;
/** Of a worker that is alone, as the one of the levels above the blocks is: the S3 client opens 50 connections, and it reads as well. */
export const COPIES_OF_ONE = 32;

/**
 * How many tiles each worker copies at a time. Of few batches each may copy many, and of so many that even one copy of each is
 * more than S3 takes, the client lowers its rate (kernel/s3.ts).
 */
export const copiesAtOnce = (blocks: number): number =>
  Math.max(1, Math.min(COPIES_OF_ONE, Math.floor(UNDER_WAY / Math.max(1, Math.ceil(blocks / BATCH_ITEMS.tile)))));
