import { DeleteCommand, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type Documents, type Row, readRows, writeRows } from '../../kernel/documents.ts';
import { pageOfIndex, rowsBelow } from '../../kernel/dynamodb-pages.ts';
import { setIf, unlessRefused, updateOf } from '../../kernel/dynamodb-updates.ts';
import { asSeen } from '../core/jobs/never-started.ts';
import { buildRow, failurePrefix, failureRow, INDEX, inputsRow, jobRow, leftClaimRow, mapRow } from '../keys.ts';
import type { Attempt, Claim, FailureRecord, InputsLock, JobRecord, Jobs } from '../ports/jobs.ts';
import { type JobStage, StageName } from '../schemas.ts';
import { hasEnded, hasFailed } from './job-conditions.ts';

/** Jobs in the map table. Every move of a job is one conditional write. */
export function dynamodbJobs(documents: Documents, table: string, clock: Clock): Jobs {
  const visible = (row: Row | undefined) => row !== undefined && !((row.expires_at as number) <= epochSeconds(clock()));
  const jobOf = (row: Row) => asSeen(recordOf(row), clock());
  const get = async (Key: Row) =>
    (await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  const change = ({ job_id, attempt }: Attempt, changes: Row, condition: string, values: Row) =>
    setIf(documents, table, jobRow(job_id), changes, {
      condition: `attempt = :attempt AND ${condition}`,
      names: { '#status': 'status' },
      values: { ':attempt': attempt, ...values },
    });
  return {
    async find(job) {
      const row = await get(jobRow(job));
      return visible(row) ? jobOf(row!) : undefined;
    },
    async findAll(jobs) {
      const rows = await readRows(documents, table, jobs.map(jobRow));
      return rows.filter(visible).map(jobOf);
    },
    async ofOwner(owner, limit, after) {
      const wanted = { index: INDEX.jobsByOwner, value: owner, limit, after, keyOf: jobRow };
      const page = await pageOfIndex(documents, table, wanted, (row) => {
        const item = jobOf(row);
        return { item, place: { at: item.created_at, id: item.job_id } };
      });
      return { ...page, items: page.items.filter(visible) };
    },
    async lockedBy(map, inputs_hash) {
      const row = await get(inputsRow(map, inputs_hash));
      return row && ({ job_id: row.job_id, build: row.build, claimed: row.claimed } as InputsLock);
    },
    async claims(map) {
      const { pk, sk: prefix } = inputsRow(map, '');
      const locks = await rowsBelow(documents, table, { pk, prefix });
      return locks
        .filter(({ claimed }) => claimed)
        .map(({ job_id, build, sk }) => ({ job_id, build, row: sk }) as Claim);
    },
    async forgetClaim(map, { row, job_id }) {
      const Key = { pk: mapRow(map).pk, sk: row };
      await unlessRefused(() =>
        documents.send(new DeleteCommand({ TableName: table, Key, ...heldBy(claimOf(job_id)) })),
      );
    },
    claim: (map, inputs_hash, { job_id, build, claimed }, instead_of) =>
      unlessRefused(() => {
        const lock = { ...inputsRow(map, inputs_hash), job_id, build, claimed };
        const left = instead_of?.claimed && leftClaim(map, inputs_hash, instead_of);
        const rows = [
          { ConditionCheck: alive(table, map) },
          { Put: { TableName: table, Item: lock, ...heldBy(instead_of) } },
          ...(left ? [{ Put: { TableName: table, Item: left } }] : []),
        ];
        return documents.send(new TransactWriteCommand({ TransactItems: rows }));
      }),
    create: ({ owner, ...job }, build) =>
      unlessRefused(() => {
        const fresh = (Item: Row) => ({
          Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        });
        const { map, ...facts } = build;
        const lock = { ...inputsRow(map, build.inputs_hash), job_id: job.job_id, build: build.build };
        const rows = [
          { ConditionCheck: alive(table, map) },
          fresh({ ...jobRow(job.job_id), ...job, job_owner: owner }),
          fresh({ ...buildRow(map, build.build), ...facts, map_id: map }),
          { Put: { TableName: table, Item: lock, ...heldBy(job) } },
        ];
        return documents.send(new TransactWriteCommand({ TransactItems: rows }));
      }),
    start: (ref, stage, changes, at) =>
      change(
        ref,
        { ...changes, status: 'running', stage, updated_at: at, planned: ref.attempt },
        '#status IN (:preparing, :running) AND (attribute_not_exists(planned) OR planned < :attempt)',
        OPEN,
      ),
    redrive: ({ job_id, map_id, build, attempt }, { request, inputs_hash, holder }, at) =>
      unlessRefused(() => {
        const begun = { status: 'running', attempt: attempt + 1, failure_count: 0, updated_at: at, inputs_hash };
        const ended = { error: undefined, completed_at: undefined, expires_at: undefined };
        const job = updateOf(
          table,
          jobRow(job_id),
          { ...begun, ...ended, ...NONE_FAILED, ...(request && { request }) },
          hasFailed(attempt, at),
        );
        const made = updateOf(
          table,
          buildRow(map_id, build),
          { inputs_hash, ...(request && { request }) },
          { condition: 'attribute_exists(pk) AND attribute_not_exists(removed_at)' },
        );
        const lock = { ...inputsRow(map_id, inputs_hash), job_id, build };
        const held = holder === undefined ? undefined : { job_id: holder };
        const others = holder === undefined || holder === job_id ? [] : [hasEnded(table, holder, at)];
        const TransactItems = [
          ...[alive(table, map_id), ...others].map((ConditionCheck) => ({ ConditionCheck })),
          ...[{ Update: job }, { Update: made }, { Put: { TableName: table, Item: lock, ...heldBy(held) } }],
        ];
        return documents.send(new TransactWriteCommand({ TransactItems }));
      }),
    moveStage: (ref, move, changes, at) =>
      unlessRefused(() =>
        documents.send(new UpdateCommand(stageMove(table, ref, move, { ...changes, updated_at: at }))),
      ),
    fail: (ref, { error, failures, at, expires_at }) =>
      change(
        ref,
        { status: 'failed', error, failure_count: failures, updated_at: at, completed_at: at, expires_at },
        '#status IN (:preparing, :running)',
        OPEN,
      ),
    cancel: (job, { at, expires_at }) =>
      setIf(
        documents,
        table,
        jobRow(job),
        { status: 'cancelled', updated_at: at, completed_at: at, expires_at },
        {
          condition: '#status IN (:preparing, :running) AND (attribute_not_exists(stage) OR stage <> :cleaning)',
          names: { '#status': 'status' },
          values: { ...OPEN, ':cleaning': 'cleaning' },
        },
      ),
    putFailures: ({ job_id, attempt }, failures, expires_at) =>
      writeRows(documents, table, {
        put: failures.map((failure) => ({
          ...failureRow(job_id, attempt, failure.stage, failure.item),
          ...failure,
          expires_at,
        })),
      }),
    async failures({ job_id, attempt }, limit) {
      const rows = await rowsBelow(documents, table, { pk: jobRow(job_id).pk, prefix: failurePrefix(attempt), limit });
      return rows.map(
        ({ item, stage, code, message, screenshot_id }) =>
          ({ item, stage, code, message, screenshot_id }) as FailureRecord,
      );
    },
  };
}

/** The condition that the map is there, and stays. */
const alive = (table: string, map: string) => ({
  TableName: table,
  Key: mapRow(map),
  ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deleting_since)',
});

/** The condition that the lock on inputs is this job's (as a claim still, if it was one), or nobody's. */
const heldBy = (holder: Pick<InputsLock, 'job_id' | 'claimed'> | undefined) =>
  holder === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: `job_id = :job${holder.claimed ? ' AND claimed = :claimed' : ''}`,
        ExpressionAttributeValues: { ':job': holder.job_id, ...(holder.claimed && { ':claimed': true }) },
      };

const leftClaim = (map: string, inputs_hash: string, { job_id, build }: InputsLock) => ({
  ...leftClaimRow(map, inputs_hash, build),
  ...{ job_id, build, claimed: true },
});

const claimOf = (job_id: string) => ({ job_id, claimed: true });

const NONE_FAILED = Object.fromEntries(StageName.options.map((stage) => [`${stage}_failed`, 0]));
const OPEN = { ':preparing': 'preparing', ':running': 'running' };

/** The update that moves a running job on, in this attempt only. */
export const stageMove = (
  table: string,
  { job_id, attempt }: Attempt,
  { from, to }: { from: JobStage; to: JobStage },
  changes: Row,
) =>
  updateOf(
    table,
    jobRow(job_id),
    { ...changes, stage: to },
    {
      condition: 'attempt = :attempt AND #status = :running AND stage = :from',
      names: { '#status': 'status' },
      values: { ':attempt': attempt, ':running': 'running', ':from': from },
    },
  );

const recordOf = ({ pk: _, sk: __, job_owner, ...job }: Row) => ({ ...job, owner: job_owner }) as JobRecord;
