/** What a write is charged: units of 1 kB, of the table and of every index that it changes (DynamoDB's documentation). */
import { isDeepStrictEqual } from 'node:util';
import type { Item, Parameters, Table } from './engine.ts';
import { itemBytes } from './expressions/size.ts';
import { indexesOf, indexRow } from './index-rows.ts';

const UNIT_BYTES = 1024;

const unitsOf = (item: Item | undefined): number => (item ? Math.ceil(itemBytes(item) / UNIT_BYTES) : 1);

/** `ConsumedCapacity` of a write, when it is asked for. */
export function consumedCapacity(
  { TableName, ReturnConsumedCapacity: asked }: Parameters,
  table: Table,
  old: Item | undefined,
  item: Item | undefined,
): Parameters {
  if (!['TOTAL', 'INDEXES'].includes(asked)) return {};
  const own = Math.max(unitsOf(old), unitsOf(item));
  const indexes = indexesOf(table).flatMap(({ index }) => {
    const CapacityUnits = indexUnits(indexRow(index, old, table), indexRow(index, item, table));
    return CapacityUnits > 0 ? [[index.IndexName, { CapacityUnits }] as const] : [];
  });
  const CapacityUnits = indexes.reduce((sum, [, each]) => sum + each.CapacityUnits, own);
  const parts = {
    Table: { CapacityUnits: own },
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: Object.fromEntries(indexes) }),
  };
  return { ConsumedCapacity: { CapacityUnits, TableName, ...(asked === 'INDEXES' && parts) } };
}

type Row = ReturnType<typeof indexRow>;

/** A row that moves within its index is taken away and put: two writes. One that stays as it is costs nothing. */
function indexUnits(before: Row, after: Row): number {
  if (before && after && before.key === after.key) {
    return isDeepStrictEqual(before.item, after.item) ? 0 : Math.max(unitsOf(before.item), unitsOf(after.item));
  }
  return (before ? unitsOf(before.item) : 0) + (after ? unitsOf(after.item) : 0);
}

/** The same of a condition alone. */
export const checkCapacity = ({ TableName }: Parameters, item: Item | undefined): Parameters => {
  const CapacityUnits = unitsOf(item);
  return { ConsumedCapacity: { TableName, CapacityUnits, Table: { CapacityUnits } } };
};

/**
 * In a transaction a table's units are taken twice, to prepare and to commit; its indexes follow as after any other write.
 * @param each what `INDEXES` answers of one write
 */
export function twice({ TableName, CapacityUnits: once, Table: own }: Parameters, asked: unknown): Parameters {
  const CapacityUnits = once + own.CapacityUnits;
  if (asked === 'INDEXES') return { TableName, CapacityUnits, Table: { CapacityUnits: 2 * own.CapacityUnits } };
  return asked === 'TOTAL' ? { TableName, CapacityUnits } : { TableName };
}

/** Of several writes, by table. */
export function sumOfCapacities(all: Parameters[]): Parameters {
  const byTable = Object.groupBy(
    all.filter((each) => each?.CapacityUnits !== undefined),
    ({ TableName }) => TableName,
  );
  const sums = Object.entries(byTable).map(([TableName, each]) => {
    const total = (units: (one: Parameters) => number | undefined) =>
      each!.reduce((sum, one) => sum + (units(one) ?? 0), 0);
    const CapacityUnits = total((one) => one.CapacityUnits);
    const own = each![0]!.Table && { Table: { CapacityUnits: total((one) => one.Table.CapacityUnits) } };
    return { TableName, CapacityUnits, ...own };
  });
  return sums.length ? { ConsumedCapacity: sums } : {};
}
