/** Random calls, and what a few lines of plain JavaScript say that they do. */
import type { Choosing } from '../../seeded.ts';
import type { Parameters } from '../engine.ts';
import { toItem, toObject } from './values.fixture.ts';

export type Row = { n?: number; l?: number[]; group?: string };
/** The rows by their partition key; the sort key is always `x`. */
export type State = Map<string, Row>;
export type Call = {
  operation: string;
  parameters: Parameters;
  /** Changes the state and says what the service must answer. */
  apply(state: State): unknown;
};

const CONDITIONS: Record<string, [expression: string, holds: (row: Row | undefined) => boolean]> = {
  none: ['', () => true],
  new: ['attribute_not_exists(pk)', (row) => row === undefined],
  there: ['attribute_exists(pk)', (row) => row !== undefined],
  counted: ['n > :two', (row) => row?.n !== undefined && row.n > 2],
  either: ['attribute_not_exists(l) OR size(l) < :two', (row) => row?.l === undefined || row.l.length < 2],
  listed: ['contains(l, :two)', (row) => row?.l?.includes(2) ?? false],
};
/** What an update does; undefined where the service refuses it for that item. */
const CHANGES: Record<string, [expression: string, change: (row: Row) => Row | undefined]> = {
  add: ['ADD n :two', (row) => ({ ...row, n: (row.n ?? 0) + 2 })],
  append: ['SET l = list_append(if_not_exists(l, :none), :one)', (row) => ({ ...row, l: [...(row.l ?? []), 1] })],
  move: ['SET #g = :b REMOVE n', ({ n: _, ...row }) => ({ ...row, group: 'b' })],
  leave: [
    'REMOVE #g SET n = if_not_exists(n, :two) - :one0',
    ({ group: _, ...row }) => ({ ...row, n: (row.n ?? 2) - 1 }),
  ],
  cut: ['REMOVE l[0], l[1]', (row) => row.l && { ...row, l: row.l.slice(2) }],
};
/** In a transaction DynamoDB Local says it in its own way when an update does not fit the item. */
const ALWAYS_FIT = Object.keys(CHANGES).filter((name) => name !== 'cut');
const VALUES = toItem({ ':two': 2, ':one': [1], ':one0': 1, ':none': [], ':b': 'b' });

/** Names and values that an expression uses. */
function used(...expressions: string[]): Parameters {
  const text = expressions.join(' ');
  const values = Object.fromEntries(Object.entries(VALUES).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(text)));
  return {
    ...(text.includes('#g') && { ExpressionAttributeNames: { '#g': 'group' } }),
    ...(Object.keys(values).length && { ExpressionAttributeValues: values }),
  };
}

const row = (random: Choosing): Row => ({
  ...(random.below(2) && { n: random.below(5) }),
  ...(random.below(2) && { l: Array.from({ length: random.below(4) }, () => random.below(4)) }),
  ...(random.below(2) && { group: random.pick(['a', 'b']) }),
});

/** `change` answers false where the item does not allow it. */
type Step = { holds(state: State): boolean; change(state: State): boolean; entry: Parameters };

/** A write of one item: an entry `of` a transaction, or a call of its own. */
function step(random: Choosing, table: string, pk: string, of: 'transaction' | 'call'): Step & { kind: string } {
  const [condition, holds] = CONDITIONS[random.pick(Object.keys(CONDITIONS))]!;
  const Key = toItem({ pk, sk: 'x' });
  const given = { TableName: table, ...(condition && { ConditionExpression: condition }) };
  const common = { holds: (state: State) => holds(state.get(pk)) };
  const kind = random.pick([
    'Put',
    'Update',
    'Update',
    'Delete',
    ...(of === 'transaction' && condition ? ['ConditionCheck'] : []),
  ]);
  if (kind === 'Put') {
    const put = row(random);
    const entry = { ...given, Item: { ...Key, ...toItem(put) }, ...used(condition) };
    return { ...common, kind, entry, change: (state) => !!state.set(pk, structuredClone(put)) };
  }
  if (kind === 'Update') {
    const [UpdateExpression, change] = CHANGES[random.pick(of === 'transaction' ? ALWAYS_FIT : Object.keys(CHANGES))]!;
    const entry = { ...given, Key, UpdateExpression, ...used(condition, UpdateExpression) };
    const changed = (state: State) => {
      const next = change(structuredClone(state.get(pk) ?? {}));
      return next !== undefined && !!state.set(pk, next);
    };
    return { ...common, kind, entry, change: changed };
  }
  const change = (state: State) => kind !== 'Delete' || state.delete(pk) || true;
  return { ...common, kind, entry: { ...given, Key, ...used(condition) }, change };
}

const shown = (pk: string, state: State) => state.has(pk) && { pk, sk: 'x', ...state.get(pk) };

export function randomCall(random: Choosing, table: string, keys: string[]): Call {
  const kind = random.pick(['write', 'write', 'write', 'transact', 'transact', 'get', 'read', 'query', 'batch']);
  const some = keys.filter(() => random.below(2));
  if (kind === 'transact' && some.length) {
    const steps = some.map((pk) => step(random, table, pk, 'transaction'));
    return {
      operation: 'TransactWriteItems',
      parameters: { TransactItems: steps.map(({ kind, entry }) => ({ [kind]: entry })) },
      apply(state) {
        const codes = steps.map(({ holds }) => (holds(state) ? 'None' : 'ConditionalCheckFailed'));
        if (codes.some((code) => code !== 'None')) return codes;
        for (const { change } of steps) change(state);
        return 'done';
      },
    };
  }
  if (kind === 'read' && some.length) {
    const gets = some.map((pk) => ({ Get: { TableName: table, Key: toItem({ pk, sk: 'x' }) } }));
    return {
      operation: 'TransactGetItems',
      parameters: { TransactItems: gets },
      apply: (state) => some.map((pk) => shown(pk, state)),
    };
  }
  if (kind === 'batch' && some.length) {
    const puts = some.map((pk) => ({ pk, put: random.below(3) ? row(random) : undefined }));
    const requests = puts.map(({ pk, put }) =>
      put
        ? { PutRequest: { Item: { ...toItem({ pk, sk: 'x' }), ...toItem(put) } } }
        : { DeleteRequest: { Key: toItem({ pk, sk: 'x' }) } },
    );
    return {
      operation: 'BatchWriteItem',
      parameters: { RequestItems: { [table]: requests } },
      apply(state) {
        for (const { pk, put } of puts) {
          if (put) state.set(pk, structuredClone(put));
          else state.delete(pk);
        }
        return 'done';
      },
    };
  }
  if (kind === 'query') {
    const of = { KeyConditionExpression: '#g = :b', ...used('#g = :b') };
    return {
      operation: 'Query',
      parameters: { TableName: table, IndexName: 'lean', ...of },
      apply: (state) => [...state].flatMap(([pk, { group }]) => (group === 'b' ? [pk] : [])).sort(),
    };
  }
  const pk = random.pick(keys);
  if (kind === 'write') {
    const { kind: which, entry, holds, change } = step(random, table, pk, 'call');
    return {
      operation: `${which}Item`,
      parameters: entry,
      apply(state) {
        if (!holds(state)) return 'refused';
        return change(state) ? 'done' : 'does not fit';
      },
    };
  }
  const Key = toItem({ pk, sk: 'x' });
  return {
    operation: 'GetItem',
    parameters: { TableName: table, Key, ConsistentRead: true },
    apply: (state) => shown(pk, state),
  };
}

/** An answer in the words of `apply`; the index also holds rows of other keys. */
export function heard({ operation }: Call, answer: Parameters, keys: string[]): unknown {
  if (answer.error === 'ConditionalCheckFailedException') return 'refused';
  if (answer.error === 'TransactionCanceledException')
    return answer.CancellationReasons.map(({ Code }: Parameters) => Code);
  if (answer.message?.startsWith('The document path provided')) return 'does not fit';
  if (answer.error) return `${answer.error}: ${answer.message}`;
  if (operation === 'GetItem') return answer.Item ? toObject(answer.Item) : false;
  if (operation === 'TransactGetItems')
    return answer.Responses.map(({ Item }: Parameters) => (Item ? toObject(Item) : false));
  if (operation === 'Query')
    return answer.Items.map(({ pk }: Parameters) => pk.S)
      .filter((pk: string) => keys.includes(pk))
      .sort();
  return 'done';
}
