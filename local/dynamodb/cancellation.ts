/** What both kinds of transactions share: how many items, each once, and why one is cancelled. */
import { TRANSACT_ITEMS } from '../../lib/limits.ts';
import type { Item } from './engine.ts';
import { type ServiceError, serviceError, validationError } from './errors.ts';
import type { ItemKey } from './item-key.ts';

/** One for each item, in the order of the request; `None` for those that were not the cause. */
export type Reason = { Code: string; Message?: string; Item?: Item };

export const validationReason = (error: ServiceError): Reason => ({
  Code: 'ValidationError',
  Message: String(error.body.message),
});

export function throwIfRefused(reasons: Reason[]): void {
  if (reasons.every(({ Code }) => Code === 'None')) return;
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  // The real service spells this one's message with a capital letter; SDKs read either.
  throw serviceError('TransactionCanceledException', message, { Message: message, CancellationReasons: reasons });
}

/** Ids of the items; refused when one comes twice. */
export function distinct(keys: ItemKey[]): string[] {
  const ids = keys.map(({ id }) => id);
  if (new Set(ids).size === ids.length) return ids;
  throw validationError('Transaction request cannot include multiple operations on one item');
}

export function checkCount(items: unknown) {
  const length = Array.isArray(items) ? items.length : 0;
  if (length >= 1 && length <= TRANSACT_ITEMS) return;
  throw validationError(
    "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length " +
      (length ? `less than or equal to ${TRANSACT_ITEMS}` : 'greater than or equal to 1'),
  );
}
