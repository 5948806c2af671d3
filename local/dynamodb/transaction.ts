/**
 * TransactWriteItems and TransactGetItems, which dynalite lacks. A transaction holds the locks of all its items, runs
 * dynalite's own actions on a buffered view of the store, and commits everything as one LevelDB batch or nothing.
 */
import { createHash } from 'node:crypto';
import { TRANSACT_ITEMS } from '../../lib/limits.ts';
import { bufferedStore } from './buffered-store.ts';
import {
  act,
  type Item,
  itemAt,
  itemPrefix,
  itemSize,
  type Operation,
  type Parameters,
  type Store,
  under,
  validate,
} from './engine.ts';
import { isServiceError, serviceError, validationError } from './errors.ts';
import { type ItemKey, itemKey } from './item-key.ts';
import { isConditionFailure, type Writes } from './write.ts';

/** How long a ClientRequestToken is remembered (API reference of TransactWriteItems: 10 minutes). */
const TOKEN_MS = 600_000;
/** Items of one transaction together (service limit). */
const TRANSACTION_BYTES = 4 * 1024 * 1024;

const OPERATIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
} as const;
type Kind = keyof typeof OPERATIONS;
type Reason = { Code: string; Message?: string; Item?: Item };
type Step = { kind: Kind; data: Parameters; key: ItemKey; wantsOld: boolean };

const tokenKey = (token: string) => `token~${token}`;
type Token = { hash: string; until: number };

export async function transactWriteItems(
  { store, locks }: Writes,
  parameters: Parameters,
  now: () => number = Date.now,
): Promise<Parameters> {
  const { ClientRequestToken: token, TransactItems: items } = parameters;
  checkCount(items);
  const steps = await Promise.all((items as Parameters[]).map((item) => toStep(store, item)));
  const ids = steps.map(({ key }) => key.id);
  if (new Set(ids).size < ids.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  return locks.items(token === undefined ? ids : [...ids, tokenKey(token)], async () => {
    const remembered: Operation[] = [];
    if (token !== undefined) {
      const hash = createHash('sha256').update(JSON.stringify(items)).digest('hex');
      const earlier = (await store.db.get(tokenKey(token))) as Token | undefined;
      if (earlier && earlier.until > now()) {
        if (earlier.hash === hash) return {};
        throw serviceError('IdempotentParameterMismatchException', 'The client token was used with other parameters.');
      }
      remembered.push({ type: 'put', key: tokenKey(token), value: { hash, until: now() + TOKEN_MS } satisfies Token });
    }
    await store.db.batch([...(await perform(store, steps)), ...remembered]);
    return {};
  });
}

export async function transactGetItems({ store, locks }: Writes, parameters: Parameters): Promise<Parameters> {
  checkCount(parameters.TransactItems);
  const gets = (parameters.TransactItems as Parameters[]).map(({ Get }) => validate(store, 'GetItem', Get ?? {}));
  const keys = await Promise.all(gets.map((get) => itemKey(store, get.TableName, get.Key)));
  return locks.items([...new Set(keys.map(({ id }) => id))], async () => ({
    Responses: await Promise.all(
      gets.map(async (get) => {
        const { Item } = await act(store, 'GetItem', get);
        return Item ? { Item } : {};
      }),
    ),
  }));
}

function checkCount(items: unknown) {
  const length = Array.isArray(items) ? items.length : 0;
  if (length >= 1 && length <= TRANSACT_ITEMS) return;
  throw validationError(
    "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length " +
      (length ? `less than or equal to ${TRANSACT_ITEMS}` : 'greater than or equal to 1'),
  );
}

async function toStep(store: Store, item: Parameters): Promise<Step> {
  const [entry, ...others] = Object.entries(item);
  const kind = entry?.[0] as Kind;
  if (!entry || others.length || !(kind in OPERATIONS)) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const parameters = entry[1] as Parameters;
  if (kind === 'ConditionCheck' && !parameters.ConditionExpression) {
    throw validationError('The expression can not be empty: ConditionCheck needs a ConditionExpression');
  }
  if (kind === 'Update' && !parameters.UpdateExpression) {
    throw validationError('The expression can not be empty: Update needs an UpdateExpression');
  }
  const data = validate(store, OPERATIONS[kind], parameters);
  const key = await itemKey(store, data.TableName, data.Key ?? data.Item);
  return { kind, data, key, wantsOld: parameters.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' };
}

/** The writes of all steps, or TransactionCanceledException with a reason for each. */
async function perform(store: Store, steps: Step[]): Promise<Operation[]> {
  const outcomes = await Promise.all(steps.map((step) => performStep(store, step)));
  const reasons = outcomes.map(({ reason }) => reason);
  if (reasons.some(({ Code }) => Code !== 'None')) {
    const codes = reasons.map(({ Code }) => Code).join(', ');
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
    // The real service spells this one's message with a capital letter; SDKs read either.
    throw serviceError('TransactionCanceledException', message, { Message: message, CancellationReasons: reasons });
  }
  const operations = outcomes.flatMap((outcome) => outcome.operations);
  // Index rows do not count, and those of an INCLUDE projection name attributes that the item lacks.
  const items = steps.map(({ key }, i) =>
    outcomes[i]!.operations.find((each) => each.key === itemPrefix(key.table) + key.key),
  );
  const bytes = items.reduce((sum, each) => sum + (each?.type === 'put' ? itemSize(each.value as Item) : 0), 0);
  if (bytes > TRANSACTION_BYTES) throw validationError('Transaction request size exceeds the limit of 4 MB');
  return operations;
}

async function performStep(
  store: Store,
  { kind, data, key, wantsOld }: Step,
): Promise<{ reason: Reason; operations: Operation[] }> {
  const view = bufferedStore(store);
  try {
    await act(view, OPERATIONS[kind], data);
    // A ConditionCheck is a delete whose condition counts and whose writes do not.
    return { reason: { Code: 'None' }, operations: kind === 'ConditionCheck' ? [] : view.operations };
  } catch (error) {
    if (isConditionFailure(error)) {
      const Item = wantsOld ? await itemAt(store, key.table, key.key) : undefined;
      const reason = {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(Item && { Item }),
      };
      return { reason, operations: [] };
    }
    if (!isServiceError(error)) throw error;
    return { reason: { Code: 'ValidationError', Message: String(error.body.message) }, operations: [] };
  }
}

/** Drops the tokens whose time is over; `now` in epoch milliseconds. */
export async function forgetTokens(store: Store, now: number): Promise<void> {
  const old: Operation[] = [];
  for await (const key of store.db.keys(under(tokenKey('')))) {
    const token = (await store.db.get(key)) as Token | undefined;
    if (token && token.until <= now) old.push({ type: 'del', key });
  }
  await store.db.batch(old);
}
