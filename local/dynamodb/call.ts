/** One API call of DynamoDB, whoever brings it: HTTP (`server.ts`) or a direct integration of a state machine. */
import { dynamodbPermissions } from '../iam/api-calls.ts';
import type { Authorize, OnServed, Principal } from '../service.ts';
import { batchGetItem } from './batch-get.ts';
import { type EngineOperation, type Parameters, perform, type Store } from './engine.ts';
import { serviceError } from './errors.ts';
import type { Locks } from './locks.ts';
import { getItem, search } from './read.ts';
import { createTable, deleteTable, listTables, updateTable } from './tables.ts';
import { describeTimeToLive, updateTimeToLive } from './time-to-live.ts';
import { transactGetItems } from './transact-get.ts';
import { transactWriteItems } from './transact-write.ts';
import { batchWriteItems, writeItem } from './write.ts';

type Operation = (parameters: Parameters) => Promise<Parameters>;
export type Call = (operation: string, parameters: Parameters, principal: Principal | undefined) => Promise<Parameters>;

/** Refused calls throw a `ServiceError`; `authorize` may throw its own. */
export function createCall(store: Store, locks: Locks, authorize: Authorize | undefined, onServed?: OnServed): Call {
  const writes = { store, locks };
  const engine =
    (operation: EngineOperation): Operation =>
    (parameters) =>
      perform(store, operation, parameters);
  const operations: Record<string, Operation> = {
    DescribeTable: engine('DescribeTable'),
    ListTagsOfResource: engine('ListTagsOfResource'),
    TagResource: engine('TagResource'),
    UntagResource: engine('UntagResource'),
    GetItem: (parameters) => getItem(store, parameters),
    BatchGetItem: (parameters) => batchGetItem(store, parameters),
    Query: (parameters) => search(store, 'Query', parameters),
    Scan: (parameters) => search(store, 'Scan', parameters),
    PutItem: (parameters) => writeItem(writes, 'PutItem', parameters),
    UpdateItem: (parameters) => writeItem(writes, 'UpdateItem', parameters),
    DeleteItem: (parameters) => writeItem(writes, 'DeleteItem', parameters),
    BatchWriteItem: (parameters) => batchWriteItems(writes, parameters),
    TransactWriteItems: (parameters) => transactWriteItems(writes, parameters),
    TransactGetItems: (parameters) => transactGetItems(writes, parameters),
    CreateTable: (parameters) => locks.alone(() => createTable(store, parameters)),
    DeleteTable: (parameters) => locks.alone(() => deleteTable(store, parameters)),
    UpdateTable: (parameters) => locks.alone(() => updateTable(store, parameters)),
    ListTables: (parameters) => listTables(store, parameters),
    UpdateTimeToLive: (parameters) => updateTimeToLive(store, parameters),
    DescribeTimeToLive: (parameters) => describeTimeToLive(store, parameters),
  };
  return async (operation, parameters, principal) => {
    const perform = operations[operation];
    if (!perform) {
      throw serviceError('UnknownOperationException', `${operation || 'A call without X-Amz-Target'} is not supported`);
    }
    for (const permission of dynamodbPermissions(operation, parameters)) authorize?.({ principal, ...permission });
    if (!onServed || !(operation in CHARGED)) return perform(parameters);
    return tellingUnits(perform, parameters, (units) =>
      onServed({ service: 'dynamodb', call: operation, principal, units }),
    );
  };
}

/** Operations that take units; those about tables are free. */
const CHARGED = Object.fromEntries(
  ['Get', 'Put', 'Update', 'Delete']
    .map((verb) => `${verb}Item`)
    .concat('BatchGetItem', 'BatchWriteItem', 'TransactWriteItems', 'Query', 'Scan')
    .map((name) => [name, true]),
);

/** Asks for the units of a call, and leaves them out of the answer again where the caller did not. */
async function tellingUnits(perform: Operation, parameters: Parameters, tell: (units: number) => void) {
  const isAsked = ['TOTAL', 'INDEXES'].includes(parameters.ReturnConsumedCapacity);
  try {
    const answer = await perform(isAsked ? parameters : { ...parameters, ReturnConsumedCapacity: 'TOTAL' });
    const { ConsumedCapacity = [], ...rest } = answer;
    tell([ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0));
    return isAsked ? answer : rest;
  } catch (error) {
    // A condition that does not hold takes a unit at least.
    tell(1);
    throw error;
  }
}
