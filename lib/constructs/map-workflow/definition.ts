/**
 * The map's state machine in Amazon States Language (JSONata), from a job to a published map:
 *
 *     Plan -> Capture* or CaptureGame* -> Check -> Calibrate -> Coords* -> Check -> Solve -> Tile* -> Check -> Top -> Verify -> Publish
 *          -> Cleanup* -> Check -> Done
 *
 * (* a Distributed Map, over what is left for this attempt of the job: it is skipped when that is nothing, and so is Calibrate
 * with Coords). Lambdas do one thing each and know nothing of the order; what a step needs of an earlier one travels in
 * variables, never larger than a few hundred bytes.
 */
import { LEAST_BATCH_ITEMS } from '../../limits/batches.ts';
import { BATCH_ITEMS, JOB_SECONDS } from '../../limits.ts';
import {
  catchProblem,
  countBatch,
  EXECUTION,
  execution,
  markCompleted,
  markFailed,
  RETRY_STEP,
  type State,
} from './job-state.ts';
import { isCounted, type StageProps, stage } from './stage.ts';

export type Step = 'plan' | 'check' | 'calibrate' | 'solve' | 'top' | 'verify' | 'publish';
/** A game that takes the screenshots works in the place of `capture`, in larger batches: it has to be started for each. */
export type Worker = 'capture' | 'captureGame' | 'coords' | 'tile' | 'cleanup';

export type WorkflowProps = {
  /** Function ARNs. */
  functions: Record<Step | Worker, string>;
  table: string;
  bucket: string;
  parallelism: Record<Worker, number>;
  toleratedChildFailures: number;
};

/** How much is left to do for the next stage: batches are as large as that needs. */
const TODO = { todo: '{% $states.result.Payload.todo %}' };
/** Of the answers of Plan, Check and Solve. */
const SOME_LEFT = '{% $states.input.todo > 0 %}';
/** A manifest of this attempt (`todoKey` of lambdas/map/keys.ts). */
const todo = (file: string) => `$string(${execution('attempt')}) & '/${file}'`;

export function mapWorkflow(props: WorkflowProps): Record<string, unknown> {
  /** A Lambda that gets the execution's input and some fields more; what it throws fails the job. */
  const step = (name: Step, fields: string, next: string, rest: State = {}): State => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: props.functions[name],
      Payload: fields ? `{% $merge([${EXECUTION}, ${fields}]) %}` : `{% ${EXECUTION} %}`,
    },
    Output: '{% $states.result.Payload %}',
    Retry: [RETRY_STEP],
    Catch: [catchProblem('MarkFailed')],
    Next: next,
    ...rest,
  });
  const fanOut = (name: Worker, manifest: string, next: string, rest: Partial<StageProps> = {}): State =>
    stage({
      stage: name === 'captureGame' ? 'capture' : name,
      label: name[0]!.toUpperCase() + name.slice(1),
      batchItems: BATCH_ITEMS[name],
      leastItems: (LEAST_BATCH_ITEMS as Partial<Record<Worker, number>>)[name],
      manifest,
      worker: props.functions[name],
      table: props.table,
      bucket: props.bucket,
      parallelism: props.parallelism[name],
      toleratedChildFailures: props.toleratedChildFailures,
      next,
      failed: 'MarkFailed',
      ...rest,
    });
  const check = (name: StageProps['stage'], next: string, rest: State = {}): State =>
    step('check', `{'stage': '${name}', 'results': $results}`, next, rest);
  /** Check has failed the job by then, with a name for every item. */
  const unlessFailed = (next: string, choices: State[] = []): State => ({
    Type: 'Choice',
    Choices: [{ Condition: '{% $states.input.failed > 0 %}', Next: 'ItemsFailed' }, ...choices],
    Default: next,
  });

  return {
    Comment: 'Screenshots become a published map',
    QueryLanguage: 'JSONata',
    StartAt: 'Plan',
    TimeoutSeconds: JOB_SECONDS,
    States: {
      // A Map that has nothing to do is left out; its Check reads no results then.
      Plan: step('plan', '', 'IsPublished', {
        Assign: { results: {}, game: '{% $states.result.Payload.game %}', ...TODO },
      }),
      IsPublished: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.published %}', Next: 'Publish' },
          { Condition: '{% $states.input.todo > 0 and $states.input.game != null %}', Next: 'CaptureGame' },
          { Condition: SOME_LEFT, Next: 'Capture' },
        ],
        Default: 'CheckCapture',
      },
      Capture: fanOut('capture', todo('areas.jsonl'), 'CheckCapture'),
      CaptureGame: fanOut('captureGame', todo('areas.jsonl'), 'CheckCapture', { settings: { game: '{% $game %}' } }),
      CheckCapture: check('capture', 'IsCaptured', { Assign: TODO }),
      IsCaptured: unlessFailed('CheckCoords', [
        { Condition: '{% $states.input.todo > 0 and $states.input.calibrated %}', Next: 'Coords' },
        { Condition: SOME_LEFT, Next: 'Calibrate' },
      ]),
      Calibrate: step('calibrate', '', 'Coords'),
      Coords: fanOut('coords', todo('shots.jsonl'), 'CheckCoords'),
      CheckCoords: check('coords', 'IsLocated'),
      IsLocated: unlessFailed('Solve'),
      Solve: step('solve', '', 'AreBlocksLeft', {
        Assign: { settings: '{% $states.result.Payload.settings %}', ...TODO },
      }),
      AreBlocksLeft: { Type: 'Choice', Choices: [{ Condition: SOME_LEFT, Next: 'Tile' }], Default: 'CheckTile' },
      Tile: fanOut('tile', todo('blocks.jsonl'), 'CheckTile', { settings: { settings: '{% $settings %}' } }),
      CheckTile: check('tile', 'IsTiled'),
      IsTiled: unlessFailed('Top'),
      Top: step('top', "{'settings': $settings}", 'CountTop'),
      CountTop: countBatch(props.table, 'tile', EXECUTION, { counted: 'Verify', refused: 'IsTopCounted' }),
      IsTopCounted: isCounted('Verify', 'TopNotCounted'),
      TopNotCounted: {
        Type: 'Pass',
        Assign: { problem: { code: 'NotCounted', message: '{% $states.input.cause %}' } },
        Next: 'MarkFailed',
      },
      Verify: step('verify', '', 'Publish'),
      Publish: step('publish', '', 'Cleanup'),
      // From here the map is live: screenshots that could not be removed are named, but fail nothing.
      Cleanup: fanOut('cleanup', "'cleanup.jsonl'", 'CheckCleanup', { failed: 'Done' }),
      CheckCleanup: check('cleanup', 'Done', { Catch: [catchProblem('Done')] }),
      Done: markCompleted(props.table, { ended: 'EndedOtherwise' }),
      MarkFailed: markFailed(props.table, { ended: 'Failed' }),
      ItemsFailed: { Type: 'Fail', Error: 'ItemsFailed', Cause: 'Items of a stage failed; the job names every one.' },
      Failed: { Type: 'Fail', Error: '{% $problem.code %}', Cause: '{% $problem.message %}' },
      EndedOtherwise: { Type: 'Succeed', Output: `{% {'job_id': ${execution('job_id')}, 'ended': 'otherwise'} %}` },
    },
  };
}
