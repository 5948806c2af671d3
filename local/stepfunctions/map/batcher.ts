import { STATE_BYTES } from '../../../lib/limits.ts';
import { StateError } from '../errors.ts';

export type BatchLimits = { items: number; bytes: number };

/**
 * Groups items for one child each, in order. A batch is closed before it would exceed the number of items, or the bytes
 * of its whole input `{BatchInput?, Items}` (256 KiB unless the limits ask for less). Throws States.Runtime when a
 * single item is too large.
 */
export function batchItems(items: readonly unknown[], batchInput: unknown, limits: BatchLimits): unknown[][] {
  const most = Math.min(limits.bytes, STATE_BYTES);
  const empty = Buffer.byteLength(JSON.stringify(batchOf([], batchInput)));
  const batches: unknown[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [i, item] of items.entries()) {
    // One byte for the comma between two items.
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (empty + size > most)
      throw new StateError(
        'States.Runtime',
        `Item ${i} with its BatchInput is larger than the ${most} bytes of a batch.`,
      );
    const batch = batches.at(-1);
    if (!batch || batch.length >= limits.items || bytes + size > most) {
      batches.push([item]);
      bytes = empty + size;
    } else {
      batch.push(item);
      bytes += size;
    }
  }
  return batches;
}

/** Input of the child that works on a batch. */
export const batchOf = (items: readonly unknown[], batchInput: unknown) => ({
  ...(batchInput === undefined ? {} : { BatchInput: batchInput }),
  Items: items,
});
