/** The rows of an index: where each lies, and what of the item it holds. */
import { createIndexKey, type Index, type Item, indexPrefix, type Operation, type Table } from './engine.ts';

type Kind = 'Local' | 'Global';

/** Names of the attributes that an index holds; undefined: all. */
export function heldBy(table: Table, { KeySchema, Projection }: Index): string[] | undefined {
  if (Projection.ProjectionType === 'ALL') return undefined;
  const keys = [...table.KeySchema, ...KeySchema].map(({ AttributeName }) => AttributeName);
  return [...keys, ...(Projection.NonKeyAttributes ?? [])];
}

/** An item that lacks a key of the index is not in it. */
export function indexRow(index: Index, item: Item | undefined, table: Table): { key: string; item: Item } | undefined {
  if (!item || index.KeySchema.some(({ AttributeName }) => !Object.hasOwn(item, AttributeName))) return undefined;
  const held = heldBy(table, index)?.filter((name) => Object.hasOwn(item, name));
  return {
    key: createIndexKey(item, table, index.KeySchema),
    item: held ? Object.fromEntries(held.map((name) => [name, item[name]!])) : item,
  };
}

/** What changes in all indexes when `item` takes the place of `old`. */
export function indexChanges(table: Table, old: Item | undefined, item: Item | undefined): Operation[] {
  const changes: Operation[] = [];
  for (const { index, prefix } of indexesOf(table)) {
    const [before, after] = [indexRow(index, old, table), indexRow(index, item, table)];
    if (before && before.key !== after?.key) changes.push({ type: 'del', key: prefix + before.key });
    if (after) changes.push({ type: 'put', key: prefix + after.key, value: after.item });
  }
  return changes;
}

export const indexesOf = (table: Table): { index: Index; prefix: string }[] =>
  (['Local', 'Global'] as Kind[]).flatMap((kind) =>
    (table[`${kind}SecondaryIndexes`] ?? []).map((index) => ({
      index,
      prefix: indexPrefix(kind, table.TableName, index.IndexName),
    })),
  );
