/** Whether the attributes of an item that are keys, of its table or of an index, may be so. */
import type { Item, Table } from './engine.ts';
import { validationError } from './errors.ts';

/** Largest partition and sort key values (service limits). */
const KEY_BYTES = { HASH: 2048, RANGE: 1024 } as const;
const EMPTY = 'The AttributeValue for a key attribute cannot contain an empty string value.';

/** The table's own key has the right type already. */
export function checkKeys(item: Item, table: Table, operation: string): void {
  const types = new Map(table.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]));
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  for (const { IndexName, KeySchema } of [{ IndexName: undefined, KeySchema: table.KeySchema }, ...indexes]) {
    for (const { AttributeName, KeyType } of KeySchema) {
      if (!Object.hasOwn(item, AttributeName)) continue;
      const type = types.get(AttributeName)!;
      const value = item[AttributeName]![type] as string | undefined;
      if (value === undefined) {
        throw validationError('The update expression attempted to update the secondary index key to unsupported type');
      }
      if (value === '') throw validationError(emptyKey(operation, IndexName, AttributeName));
      const most = KEY_BYTES[KeyType ?? 'HASH'];
      if (Buffer.byteLength(value, type === 'B' ? 'base64' : 'utf8') > most) {
        const which = IndexName ? `the key ${AttributeName} of index ${IndexName}` : `the key ${AttributeName}`;
        const problem = `Size of ${which} has exceeded the maximum size limit of ${most} bytes`;
        throw validationError(`One or more parameter values were invalid: ${problem}`);
      }
    }
  }
}

const emptyKey = (operation: string, index: string | undefined, attribute: string) =>
  operation === 'UpdateItem'
    ? 'One or more parameter values are not valid. The update expression attempted to update a secondary index key ' +
      `to a value that is not supported. ${EMPTY}`
    : 'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
      `${EMPTY} IndexName: ${index}, IndexKey: ${attribute}`;
