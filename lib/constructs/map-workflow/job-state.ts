/**
 * Direct DynamoDB steps of the map's state machine: what happens to the job row without a Lambda. Each is one conditional
 * write, so that a job that has ended meanwhile (cancelled, say) stays as it ended.
 */
import { JOB_KEPT_SECONDS } from '../../limits.ts';

export type State = Record<string, unknown>;

/** Input of the execution: `JobRef` of lambdas/map/workflow.ts. In a child workflow it is the child's own input instead. */
export const EXECUTION = '$states.context.Execution.Input';
export const execution = (field: string) => `${EXECUTION}.${field}`;
const keyOf = (ref: string) => ({ pk: { S: `{% 'JOB#' & ${ref}.job_id %}` }, sk: { S: 'JOB' } });
const jobKey = keyOf(EXECUTION);
/** Number of the attempt, as a DynamoDB value: an execution moves the job in its own attempt only. */
const attemptOf = (ref: string) => ({ N: `{% $string(${ref}.attempt) %}` });
const keptUntil = { N: `{% $string($floor($millis() / 1000) + ${JOB_KEPT_SECONDS}) %}` };

/** Lambda's own transient errors, as the service recommends, and what our steps throw when the same call may work later. */
export const TRANSIENT_ERRORS = [
  'Transient',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Runtime.ExitError',
];
const TRANSIENT = { IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, MaxDelaySeconds: 20, JitterStrategy: 'FULL' };

/** For steps of the Standard workflow: also after a timeout. */
export const RETRY_STEP = { ...TRANSIENT, ErrorEquals: [...TRANSIENT_ERRORS, 'Sandbox.Timedout'] };

/**
 * For workers in EXPRESS child workflows, which end after 300 s: a worker that ran out of its time is not tried again,
 * because a second try would hardly come to its end. What crashes is, for as long as time is left (stage.ts).
 */
export const RETRY_WORKER = { ...TRANSIENT, ErrorEquals: TRANSIENT_ERRORS };

const RETRY_WRITE = {
  ErrorEquals: [
    'DynamoDB.ProvisionedThroughputExceededException',
    'DynamoDB.RequestLimitExceeded',
    'DynamoDB.InternalServerErrorException',
    'DynamoDB.InternalServerError',
    'DynamoDB.ThrottlingException',
    'DynamoDB.SdkClientException',
    // A batch is being counted at the same moment.
    'DynamoDB.TransactionConflictException',
  ],
  IntervalSeconds: 1,
  MaxAttempts: 5,
  BackoffRate: 2,
  JitterStrategy: 'FULL',
};

/**
 * For Maps: their manifest could not be read, or their results not be written. What is done again for it is counted once,
 * because its batches are the same.
 */
export const RETRY_MAP = {
  ErrorEquals: ['States.ItemReaderFailed', 'States.ResultWriterFailed'],
  IntervalSeconds: 2,
  MaxAttempts: 3,
  BackoffRate: 2,
  MaxDelaySeconds: 20,
  JitterStrategy: 'FULL',
};

/**
 * A transaction is refused with one name for two reasons: two batches at the same row at once (again, soon), or a batch
 * that was counted before (never). So many that a whole wave of batches is counted which ends at once (docs/scale.md), and no more
 * than the child workflow has time for (WORKERS_SECONDS).
 */
export const RETRY_TRANSACTION = {
  ErrorEquals: ['States.TaskFailed'],
  IntervalSeconds: 1,
  MaxAttempts: 8,
  BackoffRate: 2,
  MaxDelaySeconds: 8,
  JitterStrategy: 'FULL',
};

type JobEnd = { set: string; condition: string; names?: Record<string, string>; values: Record<string, unknown> };

/** The last write to a job: only if it has not ended otherwise meanwhile; then the execution goes to `ended`. */
const endJob = (table: string, ended: string, { set, condition, names, values }: JobEnd): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::dynamodb:updateItem',
  Arguments: {
    TableName: table,
    Key: jobKey,
    UpdateExpression: `SET ${set}, completed_at = :now, updated_at = :now, expires_at = :expires`,
    ConditionExpression: `attempt = :attempt AND ${condition}`,
    ExpressionAttributeNames: { '#status': 'status', ...names },
    ExpressionAttributeValues: {
      ':attempt': attemptOf(EXECUTION),
      ':running': { S: 'running' },
      ':now': { S: '{% $now() %}' },
      ':expires': keptUntil,
      ...values,
    },
  },
  Retry: [RETRY_WRITE],
  Catch: [{ ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'], Next: ended }],
});

/** running -> completed. A job that was cancelled in its last second stays cancelled. */
export const markCompleted = (table: string, next: { ended: string }): State => ({
  ...endJob(table, next.ended, {
    set: '#status = :completed',
    condition: '#status = :running AND stage = :cleaning',
    values: { ':completed': { S: 'completed' }, ':cleaning': { S: 'cleaning' } },
  }),
  End: true,
});

/** preparing or running -> failed, with what the step that failed said (variable `$problem`). */
export const markFailed = (table: string, next: { ended: string }): State => ({
  ...endJob(table, next.ended, {
    set: '#status = :failed, #error = :error',
    condition: '#status IN (:preparing, :running)',
    names: { '#error': 'error' },
    values: {
      ':failed': { S: 'failed' },
      ':preparing': { S: 'preparing' },
      ':error': { M: { code: { S: '{% $problem.code %}' }, message: { S: '{% $problem.message %}' } } },
    },
  }),
  Next: next.ended,
});

/** Remembers in `$problem` what went wrong: a Lambda's own words when its Cause carries them. */
export const catchProblem = (next: string) => ({
  ErrorEquals: ['States.ALL'],
  Assign: {
    problem: {
      code: '{% $states.errorOutput.Error %}',
      message:
        "{% $contains($states.errorOutput.Cause, '\"errorMessage\"') ? $parse($states.errorOutput.Cause).errorMessage : $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : 'No reason was given.' %}",
    },
  },
  Next: next,
});

/**
 * Counts a finished batch once: the batch's row is put only if it is not there, and in the same transaction the job's
 * counters go up. Retries of the batch, or of this write, find the row and count nothing, and so does a batch whose job has
 * ended or is in a later attempt. Its input is what the batch gave:
 * `{batch, completed, failed, tiles_created, tiles_copied}`.
 *
 * @param ref JSONata that gives the `JobRef`
 */
export const countBatch = (
  table: string,
  stage: string,
  ref: string,
  next: { counted: string | undefined; refused: string },
): State => {
  const input = '$states.input';
  const number = (field: string) => ({ N: `{% $string(${input}.${field}) %}` });
  const batchKey = `'BATCH#${stage}#' & $string(${ref}.attempt) & '#' & ${input}.batch`;
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',
    Arguments: {
      TransactItems: [
        {
          Put: {
            TableName: table,
            Item: { pk: keyOf(ref).pk, sk: { S: `{% ${batchKey} %}` }, expires_at: keptUntil },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        {
          Update: {
            TableName: table,
            Key: keyOf(ref),
            UpdateExpression:
              'SET updated_at = :now ADD completed_tasks :completed, #completed :completed, #failed :failed, tiles_created :created, tiles_copied :copied',
            ConditionExpression: 'attempt = :attempt AND #status = :running',
            ExpressionAttributeNames: {
              '#status': 'status',
              '#completed': `${stage}_completed`,
              '#failed': `${stage}_failed`,
            },
            ExpressionAttributeValues: {
              ':attempt': attemptOf(ref),
              ':running': { S: 'running' },
              ':completed': number('completed'),
              ':failed': number('failed'),
              ':created': number('tiles_created'),
              ':copied': number('tiles_copied'),
              ':now': { S: '{% $now() %}' },
            },
          },
        },
      ],
    },
    Output: `{% ${input} %}`,
    Retry: [RETRY_TRANSACTION],
    Catch: [
      {
        ErrorEquals: ['States.ALL'],
        Output: `{% {'result': ${input}, 'cause': $states.errorOutput.Cause} %}`,
        Next: next.refused,
      },
    ],
    ...(next.counted ? { Next: next.counted } : { End: true }),
  };
};
