import { DeleteCommand, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row } from '../../kernel/documents.ts';
import { pageOfIndex } from '../../kernel/dynamodb-pages.ts';
import { setIf, unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import type { Page, Place } from '../../kernel/page.ts';
import { buildRow, INDEX, mapRow, nameRow } from '../keys.ts';
import type { DeletingMap, MapRecord, Maps } from '../ports/maps.ts';
import { stageMove } from './dynamodb-jobs.ts';

/** Of a map that is there for people: one that is being deleted is changed by nobody any more. */
const EXISTS = 'attribute_exists(pk) AND attribute_not_exists(deleting_since)';
/** Takes its place in the index of what everybody sees, so that deletions that died can be found. */
const DELETING = 'deleting';
/** As many as one look takes on; more of them wait for the next. */
const DELETIONS = 100;
const isDeleting = ({ deleting_since }: Row) => deleting_since !== undefined;
const deletingOf = ({ map_id, map_owner, published_build, deleting_since }: Row) =>
  ({ map: map_id, owner: map_owner, published_build, deleting_since }) as DeletingMap;

/** Maps in the map table: a row a map, and a row that holds its name for its owner. */
export function dynamodbMaps(documents: Documents, table: string): Maps {
  const find = async (map: string) => {
    const answer = await documents.send(new GetCommand({ TableName: table, Key: mapRow(map), ConsistentRead: true }));
    return answer.Item && !isDeleting(answer.Item) ? mapOf(answer.Item) : undefined;
  };
  const page = async (
    index: (typeof INDEX)['mapsByOwner' | 'mapsByVisibility'],
    value: string,
    limit: number,
    after?: Place,
  ): Promise<Page<MapRecord>> => {
    const found = await pageOfIndex(documents, table, { index, value, limit, after, keyOf: mapRow }, (row) => {
      return { item: row, place: { at: row.updated_at as string, id: row.map_id as string } };
    });
    return { ...found, items: found.items.filter((row) => !isDeleting(row)).map(mapOf) };
  };
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
      await setIf(documents, table, mapRow(map), { attribution, updated_at }, { condition: EXISTS });
    },
    ofOwner: (owner, limit, after) => page(INDEX.mapsByOwner, owner, limit, after),
    ofEverybody: (limit, after) => page(INDEX.mapsByVisibility, 'public', limit, after),
    async fixOrigin(map, origin) {
      const condition = `${EXISTS} AND attribute_not_exists(published_build)`;
      const fixed = await setIf(documents, table, mapRow(map), { origin }, { condition });
      return fixed ? origin : ((await find(map))?.origin ?? origin);
    },
    publish: (map, { from, to, origin: [x, y] }, { at, ...facts }, job) =>
      unlessRefused(() => {
        const pointer = updateOf(
          table,
          mapRow(map),
          { published_build: to, previous_build: from, updated_at: at, ...facts },
          {
            condition: `${EXISTS} AND origin[0] = :x AND origin[1] = :y AND ${from ? 'published_build = :from' : 'attribute_not_exists(published_build)'}`,
            values: { ':x': x, ':y': y, ...(from && { ':from': from }) },
          },
        );
        const stage = stageMove(table, job, { from: 'publishing', to: 'cleaning' }, { updated_at: at });
        return documents.send(new TransactWriteCommand({ TransactItems: [{ Update: pointer }, { Update: stage }] }));
      }),
    rollBack: (map, { from, to, previous }, { at, ...facts }) =>
      unlessRefused(() => {
        const changes = { ...facts, published_build: to, previous_build: previous, updated_at: at };
        const move = updateOf(table, mapRow(map), changes, {
          condition: `${EXISTS} AND published_build = :from`,
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
    beginDeletion: ({ map, owner, name }, deleting_since) =>
      unlessRefused(() => {
        const changes = { deleting_since, visibility: DELETING };
        const mark = updateOf(table, mapRow(map), changes, { condition: EXISTS });
        const release = {
          TableName: table,
          Key: nameRow(owner, name),
          ConditionExpression: 'attribute_not_exists(pk) OR map_id = :map',
          ExpressionAttributeValues: { ':map': map },
        };
        return documents.send(new TransactWriteCommand({ TransactItems: [{ Update: mark }, { Delete: release }] }));
      }),
    async findDeleting(map) {
      const answer = await documents.send(new GetCommand({ TableName: table, Key: mapRow(map), ConsistentRead: true }));
      return answer.Item && isDeleting(answer.Item) ? deletingOf(answer.Item) : undefined;
    },
    async deleting() {
      const index = INDEX.mapsByVisibility;
      const found = await pageOfIndex(
        documents,
        table,
        { index, value: DELETING, limit: DELETIONS, keyOf: mapRow },
        (row) => ({ item: row, place: { at: row.updated_at as string, id: row.map_id as string } }),
      );
      return found.items.filter(isDeleting).map(deletingOf);
    },
    async forget(map) {
      const Key = mapRow(map);
      const ConditionExpression = 'attribute_exists(deleting_since)';
      await unlessRefused(() => documents.send(new DeleteCommand({ TableName: table, Key, ConditionExpression })));
    },
  };
}

function mapOf({ pk: _, sk: __, map_id, map_owner, ...rest }: Row): MapRecord {
  return { ...(rest as Omit<MapRecord, 'map' | 'owner'>), map: map_id as string, owner: map_owner as string };
}
