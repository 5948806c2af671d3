import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row } from '../../kernel/documents.ts';
import { buildRow, INDEX, mapRow, nameRow } from '../keys.ts';
import type { MapRecord, Maps, Place } from '../ports/maps.ts';
import { pageOfIndex } from './dynamodb-pages.ts';
import { setIf, unlessRefused, updateOf } from './dynamodb-updates.ts';

/** Maps in the map table: a row a map, and a row that holds its name for its owner. */
export function dynamodbMaps(documents: Documents, table: string): Maps {
  const find = async (map: string) => {
    const answer = await documents.send(new GetCommand({ TableName: table, Key: mapRow(map), ConsistentRead: true }));
    return answer.Item && mapOf(answer.Item);
  };
  const page = (
    index: (typeof INDEX)['mapsByOwner' | 'mapsByVisibility'],
    value: string,
    limit: number,
    after?: Place,
  ) =>
    pageOfIndex(documents, table, { index, value, limit, after, keyOf: mapRow }, (row) => {
      const item = mapOf(row);
      return { item, place: { at: item.updated_at, id: item.map } };
    });
  return {
    find,
    async findByName(owner, name) {
      const Key = nameRow(owner, name);
      const answer = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return answer.Item && find(answer.Item.map_id as string);
    },
    create: (record) =>
      unlessRefused(() => {
        const { map, owner, ...rest } = record;
        const rows = [
          { ...nameRow(owner, record.name), map_id: map },
          { ...mapRow(map), map_id: map, map_owner: owner, ...rest },
        ];
        const put = (Item: Row) => ({
          Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        });
        return documents.send(new TransactWriteCommand({ TransactItems: rows.map(put) }));
      }),
    async setAttribution(map, attribution, updated_at) {
      await setIf(documents, table, mapRow(map), { attribution, updated_at }, { condition: 'attribute_exists(pk)' });
    },
    ofOwner: (owner, limit, after) => page(INDEX.mapsByOwner, owner, limit, after),
    ofEverybody: (limit, after) => page(INDEX.mapsByVisibility, 'public', limit, after),
    async fixOrigin(map, origin) {
      const condition = 'attribute_exists(pk) AND attribute_not_exists(published_build)';
      const fixed = await setIf(documents, table, mapRow(map), { origin }, { condition });
      return fixed ? origin : ((await find(map))?.origin ?? origin);
    },
    publish: (map, { from, to, origin: [x, y] }, { at, ...facts }) =>
      setIf(
        documents,
        table,
        mapRow(map),
        { published_build: to, previous_build: from, updated_at: at, ...facts },
        {
          condition: `origin[0] = :x AND origin[1] = :y AND ${from ? 'published_build = :from' : 'attribute_not_exists(published_build)'}`,
          values: { ':x': x, ':y': y, ...(from && { ':from': from }) },
        },
      ),
    rollBack: (map, { from, to, previous }, { at, ...facts }) =>
      unlessRefused(() => {
        const changes = { ...facts, published_build: to, previous_build: previous, updated_at: at };
        const move = updateOf(table, mapRow(map), changes, {
          condition: 'published_build = :from',
          values: { ':from': from },
        });
        const kept = (build: string) => ({
          ConditionCheck: {
            TableName: table,
            Key: buildRow(map, build),
            ConditionExpression: '#status = :completed AND attribute_not_exists(removed_at)',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':completed': 'completed' },
          },
        });
        const checks = [to, previous].filter((build) => build !== undefined).map(kept);
        return documents.send(new TransactWriteCommand({ TransactItems: [{ Update: move }, ...checks] }));
      }),
  };
}

function mapOf({ pk: _, sk: __, map_id, map_owner, ...rest }: Row): MapRecord {
  return { ...(rest as Omit<MapRecord, 'map' | 'owner'>), map: map_id as string, owner: map_owner as string };
}
