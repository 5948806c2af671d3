/**
 * dynalite, called as a library: it validates and performs one operation on a LevelDB store. Its own HTTP server is not
 * used, because it checks no signature and knows no transactions.
 */
import { createRequire } from 'node:module';
import conditionParser from 'dynalite/db/conditionParser.js';
import dynaliteDb from 'dynalite/db/index.js';
import projectionParser from 'dynalite/db/projectionParser.js';
import updateParser from 'dynalite/db/updateParser.js';
import dynaliteValidations from 'dynalite/validations/index.js';
import { LOCAL } from '../../lib/limits.ts';
import { checkParameters, refuseLostNames } from './checks.ts';
import { validationError } from './errors.ts';
import { checkExpressionLimits } from './expressions/limits.ts';
import { type Parser, rememberingParser } from './expressions/remembering-parser.ts';
import { syntaxError } from './expressions/syntax.ts';
import { readAtOnce } from './read-at-once.ts';
import { keepLogSound, reasonOf, type SoundLog } from './sound-log.ts';

export type Value = Record<string, unknown>;
export type Item = Record<string, Value>;
// biome-ignore lint/suspicious/noExplicitAny: the parameters of an API call, checked by dynalite's own schemas
export type Parameters = Record<string, any>;
export type KeySchema = { AttributeName: string; KeyType?: 'HASH' | 'RANGE' }[];
export type Index = { IndexName: string; KeySchema: KeySchema; Projection: Parameters } & Parameters;
export type Table = {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  KeySchema: KeySchema;
  AttributeDefinitions: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
};

type Callback<T> = (error: (Error & { statusCode?: number }) | null, result?: T) => void;
export type Operation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };
export type ItemDb = {
  get(key: string, callback: Callback<Item>): void;
  put(key: string, value: unknown, callback: Callback<void>): void;
  del(key: string, callback: Callback<void>): void;
  lock(key: string, work: (release: <T>(callback: T) => T) => void): void;
};
type Range = { gte?: string; gt?: string; lt?: string };
export type Level = {
  open(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  batch(operations: Operation[]): Promise<void>;
  clear(range: Range): Promise<void>;
  keys(range: Range): AsyncIterable<string>;
  values(range: Range): AsyncIterable<unknown>;
};
export type Store = {
  options: { maxItemSize: number };
  db: Level;
  tableDb: ItemDb & { awsAccountId: string; awsRegion: string };
  lifecycleManager: { gracefulClose(): Promise<void> };
  log: SoundLog;
  getItemDb(table: string): ItemDb;
  getIndexDb(kind: string, table: string, index: string): ItemDb;
  getTable(name: string, checkStatus: boolean | Callback<Table>, callback?: Callback<Table>): void;
};
type DynaliteDb = {
  create(options: {
    path: string;
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
  }): Omit<Store, 'log'>;
  createKey(item: Item, table: Table, keySchema?: KeySchema): string;
  validateKey(key: Item, table: Table): Error | undefined;
  validateItem(item: Item, table: Table): Error | undefined;
  validateUpdates(attributes: unknown, expression: unknown, table: Table): Error | undefined;
  createIndexKey(item: Item, table: Table, keySchema: KeySchema): string;
};
type Types = Parameters;
type DynaliteValidations = {
  checkTypes(data: Parameters, types: Types): Parameters;
  checkValidations(data: Parameters, types: Types, custom: unknown, store: Store): void;
};

const db = dynaliteDb as DynaliteDb;
const validations = dynaliteValidations as DynaliteValidations;
const parsers = {
  condition: conditionParser as Parser,
  projection: projectionParser as Parser,
  update: updateParser as Parser,
};
parsers.condition.parse = rememberingParser('db/conditionParser.js').parse;
parsers.update.parse = rememberingParser('db/updateParser.js').parse;

/** What dynalite performs; the room adds the rest (`server.ts`). */
const ENGINE_OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
] as const;
export type EngineOperation = (typeof ENGINE_OPERATIONS)[number];

type Action = (store: Store, data: Parameters, callback: Callback<Parameters>) => void;
const require = createRequire(import.meta.url);
const file = (operation: string) => operation[0]!.toLowerCase() + operation.slice(1);
const engine = new Map(
  ENGINE_OPERATIONS.map((operation) => [
    operation,
    {
      act: require(`dynalite/actions/${file(operation)}`) as Action,
      schema: require(`dynalite/validations/${file(operation)}`) as { types: Types; custom: unknown },
    },
  ]),
);

/** Opens (or makes) the store under `directory`. A second process with the same directory is refused by LevelDB. */
export async function openStore(directory: string): Promise<Store> {
  const store = db.create({ path: directory, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  store.tableDb.awsAccountId = LOCAL.account;
  store.tableDb.awsRegion = LOCAL.region;
  try {
    await store.db.open();
  } catch (error) {
    throw new Error(
      `The tables in ${directory} cannot be opened (${reasonOf(error)}): make room if the disk is full; what is damaged goes with --reset, and all other state with it.`,
      { cause: error },
    );
  }
  readAtOnce(store.db);
  return Object.assign(store, { log: keepLogSound(store.db, directory) });
}

/** Parameters as dynalite's actions take them, or a ValidationException. `parameters` is left as it is. */
export function validate(store: Store, operation: EngineOperation, parameters: Parameters): Parameters {
  const { types, custom } = engine.get(operation)!.schema;
  refuseLostNames(parameters);
  checkExpressionLimits(parameters);
  const data = validations.checkTypes(withoutDoubleNot(structuredClone(parameters)), types);
  try {
    validations.checkValidations(data, types, custom, store);
  } catch (error) {
    throw inServiceWords(error, data);
  }
  checkParameters(operation, data, parameters);
  return data;
}

/** `NOT NOT a = b` is `a = b`; dynalite's parser wants parentheses there. */
function withoutDoubleNot(parameters: Parameters): Parameters {
  for (const name of ['ConditionExpression', 'FilterExpression'].filter(
    (each) => typeof parameters[each] === 'string',
  )) {
    parameters[name] = parameters[name].replace(/(?<![\w#:.])NOT\s+NOT(?=[\s(])/gi, '');
  }
  return parameters;
}

/** dynalite's parsers say what they expected; the service says where the expression stops making sense. */
function inServiceWords(error: unknown, data: Parameters): unknown {
  const [, name, kind] = /^Invalid ((\w+)Expression): Syntax error; Expected/.exec((error as Error)?.message) ?? [];
  if (!name) return error;
  const { parse } = parsers[kind === 'Update' ? 'update' : kind === 'Projection' ? 'projection' : 'condition'];
  try {
    const nothing = { attrNames: {}, attrVals: {}, unusedAttrNames: {}, unusedAttrVals: {}, isReserved: () => false };
    parse(data[name], { context: { ...nothing, compare: () => false } });
  } catch (problem) {
    const { offset } = (problem as { location: { start: { offset: number } } }).location.start;
    return validationError(`Invalid ${name}: ${syntaxError(data[name], offset)}`);
  }
  return error;
}

const settle = <T>(start: (callback: Callback<T>) => void) =>
  new Promise<T>((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result as T))));

/** Performs validated parameters. */
export const act = (store: Store, operation: EngineOperation, data: Parameters): Promise<Parameters> =>
  settle((callback) => engine.get(operation)!.act(store, data, callback));

export const perform = (store: Store, operation: EngineOperation, parameters: Parameters): Promise<Parameters> =>
  act(store, operation, validate(store, operation, parameters));

/** The row of an active table; ResourceNotFoundException otherwise. */
export const tableOf = (store: Store, name: string): Promise<Table> =>
  settle((callback) => store.getTable(name, callback));

export const itemAt = (store: Store, table: string, key: string): Promise<Item | undefined> =>
  settle<Item | undefined>((callback) => store.getItemDb(table).get(key, callback as Callback<Item>));

export const { createKey, validateItem, validateKey, validateUpdates } = db;

/**
 * Where the row of an item lies in an index: by the index's key, then by the item's own. dynalite tells rows of one index key
 * apart by 24 bits of a hash, so that one of some thousand items took the place of another; its queries, which begin where the
 * last page ended, call the function by this name.
 */
export const createIndexKey = (item: Item, table: Table, keySchema: KeySchema): string =>
  createKey(item, table, keySchema) + createKey(item, table);
db.createIndexKey = createIndexKey;

/** Where dynalite 4.0.0 keeps things in LevelDB: every kind of row has a prefix (db/index.js, `getSubDb`). */
export const itemPrefix = (table: string) => `item-${table}~`;
export const indexPrefix = (kind: string, table: string, index: string) =>
  `index-${kind.toLowerCase()}~${table}~${index}~`;
export const tablePrefix = 'table~';
export const tagPrefix = (table: string) => `tag-${table}~`;
/** Every key that begins with `prefix`: table and index names are ASCII, keys are hex. */
export const under = (prefix: string) => ({ gte: prefix, lt: `${prefix}\xff` });
