import { DeleteCommand, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents, Row } from '../../kernel/documents.ts';
import { rowsBelow } from '../../kernel/dynamodb-pages.ts';
import { setIf, unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import { buildRow, inputsRow, mapRow } from '../keys.ts';
import type { BuildRecord, Builds } from '../ports/jobs.ts';
import { hasEnded } from './job-conditions.ts';

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
    retire: ({ map, build, job_id, status }, removed_at) =>
      unlessRefused(() => {
        const condition = 'attribute_exists(pk) AND attribute_not_exists(removed_at)';
        const mark = updateOf(table, buildRow(map, build), { removed_at }, { condition });
        const checks = [
          hidden(table, map, build),
          ...(status === 'completed' ? [] : [hasEnded(table, job_id, removed_at)]),
        ];
        const TransactItems = [{ Update: mark }, ...checks.map((ConditionCheck) => ({ ConditionCheck }))];
        return documents.send(new TransactWriteCommand({ TransactItems }));
      }),
    async markEmptied({ map, build }) {
      await setIf(documents, table, buildRow(map, build), { emptied: true }, { condition: 'attribute_exists(pk)' });
    },
    async forget({ map, build, inputs_hash, job_id }) {
      const lock = {
        TableName: table,
        Key: inputsRow(map, inputs_hash),
        ConditionExpression: 'job_id = :job',
        ExpressionAttributeValues: { ':job': job_id },
      };
      // A later job may hold it by now.
      await unlessRefused(() => documents.send(new DeleteCommand(lock)));
      await documents.send(new DeleteCommand({ TableName: table, Key: buildRow(map, build) }));
    },
  };
}

/** The map neither shows the build nor would after a rollback. */
const hidden = (table: string, map: string, build: string) => ({
  TableName: table,
  Key: mapRow(map),
  ConditionExpression: ['published_build', 'previous_build']
    .map((pointer) => `(attribute_not_exists(${pointer}) OR ${pointer} <> :build)`)
    .join(' AND '),
  ExpressionAttributeValues: { ':build': build },
});

const buildOf = ({ pk: _, sk: __, map_id, ...build }: Row) => ({ ...build, map: map_id }) as BuildRecord;
