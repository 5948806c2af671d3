/**
 * One stage of the map's state machine: a Distributed Map over the lines of a manifest. Its EXPRESS child workflows call the
 * worker for a batch of items and count the batch; a worker that dies becomes a named failure of its items, so that the
 * Check after the Map can tell all of them.
 */
import { SHARED_BATCHES } from '../../limits/batches.ts';
import { BATCH_BYTES, WORKERS_SECONDS } from '../../limits.ts';
import { catchProblem, countBatch, execution, RETRY_MAP, RETRY_WORKER, type State } from './job-state.ts';

export type StageProps = {
  stage: 'capture' | 'coords' | 'tile' | 'cleanup';
  /** Of the Map run, and what its states are called after. */
  label: string;
  batchItems: number;
  /** Given, a batch has fewer items where there are not enough for all workers at once (variable `$todo`), but so many at least. */
  leastItems?: number | undefined;
  /** JSONata that gives the file under `builds/{build}/plan/`. */
  manifest: string;
  worker: string;
  table: string;
  bucket: string;
  parallelism: number;
  toleratedChildFailures: number;
  /** More fields (with JSONata) that every worker gets. */
  settings?: Record<string, string>;
  next: string;
  failed: string;
};

/** What a batch answers when its worker died: every item failed, with the error's name. */
const outcomesOfDeadWorker = (stage: string) =>
  `{% {'batch': $states.input.Items[0].id, 'stage': '${stage}', 'completed': 0, 'failed': $count($states.input.Items), ` +
  "'tiles_created': 0, 'tiles_copied': 0, 'retries': $states.context.State.RetryCount, 'outcomes': [$states.input.Items.{'item': id, 'ok': false, 'code': 'worker_failed', " +
  "'message': 'The worker ended without an answer: ' & $states.errorOutput.Error}]} %}";

/**
 * What an attempt may take: the rest of the time for all of them. So a worker that crashed late may be tried again, but not
 * beyond the end of its child workflow, after which nobody could name its items: States.Timeout is caught like a crash.
 */
const SECONDS_LEFT = `{% $max([1, ${WORKERS_SECONDS} - $floor(($millis() - $toMillis($states.context.Execution.StartTime)) / 1000)]) %}`;

/** As lambdas/map/core/batch-items.ts has it. */
const batchItems = ({ batchItems: most, leastItems: least, parallelism }: StageProps) => {
  if (least === undefined) return most;
  const full = `$min([${most}, $max([${least}, $ceil($todo / ${Math.min(parallelism, SHARED_BATCHES)})])])`;
  return `{% $todo = 0 ? ${least} : $ceil($todo / $ceil($todo / ${full})) %}`;
};

export function stage(props: StageProps): State {
  const { label } = props;
  const batchInput = {
    ...Object.fromEntries(
      ['job_id', 'map_id', 'build', 'attempt'].map((field) => [field, `{% ${execution(field)} %}`]),
    ),
    stage: props.stage,
    ...props.settings,
  };
  const ref = { ref: '{% $states.input.BatchInput %}' };
  const inBuild = (rest: string) => `{% 'builds/' & ${execution('build')} & ${rest} %}`;
  return {
    Type: 'Map',
    Label: label,
    MaxConcurrency: props.parallelism,
    ToleratedFailureCount: props.toleratedChildFailures,
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSONL' },
      Arguments: { Bucket: props.bucket, Key: inBuild(`'/plan/' & ${props.manifest}`) },
    },
    ItemBatcher: {
      MaxItemsPerBatch: batchItems(props),
      MaxInputBytesPerBatch: BATCH_BYTES,
      BatchInput: batchInput,
    },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
      StartAt: `${label}Batch`,
      States: {
        [`${label}Batch`]: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: {
            FunctionName: props.worker,
            Payload:
              "{% $merge([$states.input.BatchInput, {'items': [$states.input.Items], 'repeat': $states.context.State.RetryCount}]) %}",
          },
          Output: "{% $merge([$states.result.Payload, {'retries': $states.context.State.RetryCount}]) %}",
          Assign: ref,
          TimeoutSeconds: SECONDS_LEFT,
          Retry: [RETRY_WORKER],
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Output: outcomesOfDeadWorker(props.stage),
              Assign: ref,
              Next: `Count${label}Batch`,
            },
          ],
          Next: `Count${label}Batch`,
        },
        [`Count${label}Batch`]: countBatch(props.table, props.stage, '$ref', {
          counted: undefined,
          refused: `Is${label}BatchCounted`,
        }),
        [`Is${label}BatchCounted`]: isCounted(`${label}BatchCounted`, `${label}BatchNotCounted`),
        [`${label}BatchCounted`]: { Type: 'Succeed' },
        [`${label}BatchNotCounted`]: notCounted(),
      },
    },
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      WriterConfig: { OutputType: 'JSONL', Transformation: 'COMPACT' },
      Arguments: {
        Bucket: props.bucket,
        Prefix: inBuild(`'/results/${props.stage}/' & $string(${execution('attempt')})`),
      },
    },
    Assign: { results: '{% $states.result.ResultWriterDetails %}' },
    Retry: [RETRY_MAP],
    Catch: [catchProblem(props.failed)],
    Next: props.next,
  };
}

/**
 * What DynamoDB says of the two writes of a count: the batch's row is there, and nothing else is wrong with them. With a
 * missing job (`[…, ConditionalCheckFailed]`) nothing was ever counted.
 */
const COUNTED_BEFORE = ['None', 'TransactionConflict']
  .map((job) => `$contains($states.input.cause, '[ConditionalCheckFailed, ${job}]')`)
  .join(' or ');

/** After a refused count: was it counted before (fine), or could it not be written (a failure)? */
export const isCounted = (counted: string, refused: string): State => ({
  Type: 'Choice',
  Choices: [
    {
      Condition: `{% ${COUNTED_BEFORE} %}`,
      Output: '{% $states.input.result %}',
      Next: counted,
    },
  ],
  Default: refused,
});

const notCounted = (): State => ({
  Type: 'Fail',
  Error: 'NotCounted',
  Cause: '{% $states.input.cause %}',
});
