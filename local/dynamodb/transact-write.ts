/**
 * TransactWriteItems, which dynalite lacks. A transaction holds the locks of all its items, plans every write, and commits
 * them as one LevelDB batch or not at all.
 */
import { createHash } from 'node:crypto';
import { checkCount, distinct, type Reason, throwIfRefused, validationReason } from './cancellation.ts';
import { type Item, itemAt, type Operation, type Parameters, type Store, under, validate } from './engine.ts';
import { errorName, isServiceError, type ServiceError, serviceError, validationError } from './errors.ts';
import { itemBytes } from './expressions/size.ts';
import { type ItemKey, itemKey } from './item-key.ts';
import { checkCondition, planWrite, type WriteOperation } from './item-write.ts';
import { isConditionFailure, type Writes } from './write.ts';
import { checkCapacity, sumOfCapacities, twice } from './write-units.ts';

/** How long a ClientRequestToken is remembered (API reference of TransactWriteItems: 10 minutes). */
const TOKEN_MS = 600_000;
/** Longest ClientRequestToken (API reference). */
const TOKEN_LENGTH = 36;
/** Items of one transaction together (service limit). */
const TRANSACTION_BYTES = 4 * 1024 * 1024;

const OPERATIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
} as const satisfies Record<string, WriteOperation>;
type Kind = keyof typeof OPERATIONS;
/** `refused`: why the key does not fit the table; the transaction is cancelled for it. */
type Step = { kind: Kind; data: Parameters; key?: ItemKey; wantsOld: boolean; refused?: ServiceError };

const tokenKey = (token: string) => `token~${token}`;
type Token = { hash: string; until: number };

export async function transactWriteItems(
  { store, locks }: Writes,
  parameters: Parameters,
  now: () => number = Date.now,
): Promise<Parameters> {
  const { ClientRequestToken: token, TransactItems: items } = parameters;
  checkCount(items);
  if (token !== undefined && String(token).length > TOKEN_LENGTH) {
    throw validationError(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to ${TOKEN_LENGTH}`,
    );
  }
  const steps = await Promise.all((items as Parameters[]).map((item) => toStep(store, item)));
  const ids = distinct(steps.flatMap(({ key }) => key ?? []));
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
    const { operations, consumed } = await perform(store, steps);
    await store.db.batch([...operations, ...remembered]);
    return sumOfCapacities(consumed.map((each) => twice(each, parameters.ReturnConsumedCapacity)));
  });
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
  const data = validate(store, OPERATIONS[kind], { ...parameters, ReturnConsumedCapacity: 'INDEXES' });
  const wantsOld = parameters.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  try {
    const key = await itemKey(store, data.TableName, data.Key ?? data.Item, data.Key ? 'exactly' : 'among others');
    return { kind, data, key, wantsOld };
  } catch (error) {
    if (!isServiceError(error) || errorName(error) !== 'ValidationException') throw error;
    return { kind, data, wantsOld, refused: error };
  }
}

/** The writes of all steps and what each takes, or TransactionCanceledException with a reason for each. */
async function perform(store: Store, steps: Step[]): Promise<{ operations: Operation[]; consumed: Parameters[] }> {
  const outcomes = await Promise.all(steps.map((step) => performStep(store, step)));
  const reasons = outcomes.map(({ reason }) => reason);
  throwIfRefused(reasons);
  // Index rows do not count.
  const bytes = outcomes.reduce((sum, { item }) => sum + (item ? itemBytes(item) : 0), 0);
  if (bytes > TRANSACTION_BYTES) throw validationError('Transaction request size exceeds the limit of 4 MB');
  return {
    operations: outcomes.flatMap(({ operations }) => operations),
    consumed: outcomes.flatMap(({ answer }) => answer?.ConsumedCapacity ?? []),
  };
}

type Outcome = { reason: Reason; operations: Operation[]; answer?: Parameters; item?: Item };

async function performStep(store: Store, { kind, data, key, wantsOld, refused }: Step): Promise<Outcome> {
  try {
    if (!key) throw refused;
    if (kind === 'ConditionCheck') {
      const item = await itemAt(store, key.table, key.key);
      checkCondition(data, item);
      return { reason: { Code: 'None' }, operations: [], answer: checkCapacity(data, item) };
    }
    return { reason: { Code: 'None' }, ...(await planWrite(store, OPERATIONS[kind], data)) };
  } catch (error) {
    if (key && isConditionFailure(error)) {
      const Item = wantsOld ? await itemAt(store, key.table, key.key) : undefined;
      const reason = {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(Item && { Item }),
      };
      return { reason, operations: [] };
    }
    if (!isServiceError(error) || errorName(error) !== 'ValidationException') throw error;
    return { reason: validationReason(error), operations: [] };
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
