import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row } from '../../kernel/documents.ts';
import { buildRow, mapRow } from '../keys.ts';
import type { BuildRecord, Builds } from '../ports/jobs.ts';
import { rowsBelow } from './dynamodb-pages.ts';
import { setIf } from './dynamodb-updates.ts';

/** The builds of a map lie beside its row; their ids sort by time. */
export function dynamodbBuilds(documents: Documents, table: string): Builds {
  return {
    async find(map, build) {
      const Key = buildRow(map, build);
      const answer = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return answer.Item && buildOf(answer.Item);
    },
    async list(map, limit) {
      const rows = await rowsBelow(documents, table, {
        pk: mapRow(map).pk,
        prefix: 'BUILD#',
        newestFirst: true,
        limit,
      });
      return rows.map(buildOf);
    },
    async complete(map, build, facts) {
      const changes = { ...facts, status: 'completed' };
      await setIf(documents, table, buildRow(map, build), changes, { condition: 'attribute_exists(pk)' });
    },
  };
}

const buildOf = ({ pk: _, sk: __, map_id, ...build }: Row) => ({ ...build, map: map_id }) as BuildRecord;
