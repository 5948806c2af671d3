/** Brings a table to what a template declares: made when missing, new indexes and TTL added, other keys refused. */
import { type Index, type KeySchema, type Store, type Table, tableOf } from './engine.ts';
import { errorName, isServiceError } from './errors.ts';
import { addIndex } from './indexes.ts';
import { createTable } from './tables.ts';
import { setTimeToLive, timeToLiveOf } from './time-to-live.ts';

/** As in CloudFormation (AWS::DynamoDB::Table and GlobalTable). */
export type TableDefinition = {
  TableName: string;
  KeySchema: KeySchema;
  AttributeDefinitions: Table['AttributeDefinitions'];
  GlobalSecondaryIndexes?: (Pick<Index, 'IndexName' | 'KeySchema'> & { Projection?: Record<string, unknown> })[];
  TimeToLiveSpecification?: { AttributeName?: string; Enabled?: boolean };
};

export async function ensureTable(store: Store, definition: TableDefinition): Promise<void> {
  const { TableName, KeySchema, AttributeDefinitions, TimeToLiveSpecification: ttl } = definition;
  const indexes = (definition.GlobalSecondaryIndexes ?? []).map(
    ({ IndexName, KeySchema, Projection }): Index => ({
      IndexName,
      KeySchema,
      Projection: Projection ?? { ProjectionType: 'ALL' },
    }),
  );
  const table = await existing(store, TableName);
  if (!table) {
    await createTable(store, {
      TableName,
      KeySchema,
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes.length && { GlobalSecondaryIndexes: indexes }),
    });
  } else {
    refuseOtherKeys(`Table ${TableName}`, describeKey(table, table.KeySchema), describeKey(definition, KeySchema));
    for (const index of indexes) {
      const current = await tableOf(store, TableName);
      const known = current.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
      const wanted = describeKey(definition, index.KeySchema);
      if (known)
        refuseOtherKeys(`Index ${index.IndexName} of ${TableName}`, describeKey(table, known.KeySchema), wanted);
      else await addIndex(store, current, index, AttributeDefinitions);
    }
  }
  const attribute = ttl?.Enabled === false ? undefined : ttl?.AttributeName;
  if ((await timeToLiveOf(store, TableName)) !== attribute) await setTimeToLive(store, TableName, attribute);
}

async function existing(store: Store, name: string): Promise<Table | undefined> {
  try {
    return await tableOf(store, name);
  } catch (error) {
    if (isServiceError(error) && errorName(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

const describeKey = ({ AttributeDefinitions }: Pick<Table, 'AttributeDefinitions'>, schema: KeySchema) =>
  schema
    .map(({ AttributeName }) => {
      const definition = AttributeDefinitions.find((each) => each.AttributeName === AttributeName);
      return `${AttributeName} (${definition?.AttributeType})`;
    })
    .join(', ');

function refuseOtherKeys(what: string, stored: string, wanted: string) {
  if (stored === wanted) return;
  throw new Error(
    `${what} is stored with the key ${stored}, but the template says ${wanted}. A key cannot change under stored ` +
      'items: start afresh with `npm start -- --reset` (this deletes the local data), or give the table another name.',
  );
}
