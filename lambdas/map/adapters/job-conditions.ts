import { JOB_SECONDS } from '../../../lib/limits.ts';
import type { Row } from '../../kernel/documents.ts';
import { jobRow } from '../keys.ts';

/** A job that was stored or redriven and never began counts as failed (never-started.ts), though nothing is written down of it. */
const NEVER_BEGAN =
  '(#status IN (:preparing, :running) AND (attribute_not_exists(planned) OR planned < attempt) AND updated_at <= :never)';

const namesAndValues = (at: string, values: Row) => ({
  names: { '#status': 'status' },
  values: {
    ...{ ':preparing': 'preparing', ':running': 'running', ':failed': 'failed', ...values },
    ':never': new Date(Date.parse(at) - JOB_SECONDS * 1000).toISOString(),
  },
});

/** The condition that the job has failed, as everybody sees it at this time, in this attempt. */
export const hasFailed = (attempt: number, at: string) => ({
  condition: `attempt = :attempt AND (#status = :failed OR ${NEVER_BEGAN})`,
  ...namesAndValues(at, { ':attempt': attempt }),
});

/** The check that a job does nothing any more: it has ended, as everybody sees it at this time, or is gone. */
export function hasEnded(table: string, job: string, at: string) {
  const { names, values } = namesAndValues(at, { ':cancelled': 'cancelled', ':completed': 'completed' });
  return {
    TableName: table,
    Key: jobRow(job),
    ConditionExpression: `attribute_not_exists(pk) OR #status IN (:failed, :cancelled, :completed) OR ${NEVER_BEGAN}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
