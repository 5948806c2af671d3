import { STATE_BYTES } from '../../lib/limits.ts';
import { StateError } from './errors.ts';

/** Refuses what is too large to travel between states (256 KiB of JSON, service limit). */
export function withinStateLimit<T>(value: T, what: string): T {
  const text = JSON.stringify(value) ?? '';
  // A text of UTF-16 units needs at most three bytes a unit: only then is it worth counting.
  if (text.length * 3 > STATE_BYTES && Buffer.byteLength(text) > STATE_BYTES)
    throw new StateError(
      'States.DataLimitExceeded',
      `${what} has ${Buffer.byteLength(text)} bytes, more than the ${STATE_BYTES} that may travel between states. Put it into a bucket and pass its key.`,
    );
  return value;
}
