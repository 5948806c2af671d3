/** Receipt handles: which delivery of which message of which queue somebody speaks of. */
import { randomBytes } from 'node:crypto';
import { invalidReceipt } from './errors.ts';

export type Receipt = { seq: number; receipt: string };

/** Of one delivery; the next one of the same message has another. */
export const newReceipt = () => randomBytes(16).toString('hex');

export const receiptHandle = (queue: string, { seq, receipt }: Receipt) =>
  Buffer.from(`${queue} ${seq} ${receipt}`).toString('base64');

/** @throws SqsError ReceiptHandleIsInvalid for what no delivery of this queue was given */
export function readReceipt(queue: string, handle: unknown): Receipt {
  const text = typeof handle === 'string' ? Buffer.from(handle, 'base64').toString() : '';
  const [, name, seq, receipt] = /^(\S+) (\d{1,15}) ([0-9a-f]{32})$/.exec(text) ?? [];
  if (name !== queue || !receipt) throw invalidReceipt(handle);
  return { seq: Number(seq), receipt };
}
