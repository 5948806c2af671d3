/**
 * The map's state machine in Amazon States Language (JSONata), from a job to a published map:
 *
 *     Plan -> Capture* -> Check -> Coords* -> Check -> Solve -> Tile* -> Check -> Top -> Verify -> Publish -> Cleanup* -> Check -> Done
 *
 * (* a Distributed Map). Lambdas do one thing each and know nothing of the order; what a step needs of an earlier one
 * travels in variables, never larger than a few hundred bytes.
 */
import {
  catchProblem,
  countBatch,
  EXECUTION,
  execution,
  markCompleted,
  markFailed,
  RETRY_TRANSIENT,
  type State,
} from './job-state.ts';
import { isCounted, stage } from './stage.ts';

export type Step = 'plan' | 'check' | 'solve' | 'top' | 'verify' | 'publish';
export type Worker = 'capture' | 'coords' | 'tile' | 'cleanup';

export type WorkflowProps = {
  /** Function ARNs. */
  functions: Record<Step | Worker, string>;
  table: string;
  bucket: string;
  parallelism: Record<Worker, number>;
  toleratedChildFailures: number;
};

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
    Retry: [RETRY_TRANSIENT],
    Catch: [catchProblem('MarkFailed')],
    Next: next,
    ...rest,
  });
  const fanOut = (name: Worker, manifest: string, next: string, settings?: Record<string, string>): State =>
    stage({
      stage: name,
      manifest,
      worker: props.functions[name],
      table: props.table,
      bucket: props.bucket,
      parallelism: props.parallelism[name],
      toleratedChildFailures: props.toleratedChildFailures,
      next,
      failed: 'MarkFailed',
      ...(settings ? { settings } : {}),
    });
  const check = (name: Worker, next: string): State => step('check', `{'stage': '${name}', 'results': $results}`, next);

  return {
    Comment: 'Screenshots become a published map',
    QueryLanguage: 'JSONata',
    StartAt: 'Plan',
    States: {
      Plan: step('plan', '', 'Capture'),
      Capture: fanOut('capture', 'areas.jsonl', 'CheckCapture'),
      CheckCapture: check('capture', 'Coords'),
      Coords: fanOut('coords', 'shots.jsonl', 'CheckCoords'),
      CheckCoords: check('coords', 'Solve'),
      Solve: step('solve', "{'results': $results}", 'Tile', {
        Assign: { settings: '{% $states.result.Payload.settings %}' },
      }),
      Tile: fanOut('tile', 'blocks.jsonl', 'CheckTile', { settings: '{% $settings %}' }),
      CheckTile: check('tile', 'Top'),
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
      Cleanup: fanOut('cleanup', 'cleanup.jsonl', 'CheckCleanup'),
      CheckCleanup: check('cleanup', 'Done'),
      Done: markCompleted(props.table, { ended: 'EndedOtherwise' }),
      MarkFailed: markFailed(props.table, { ended: 'Failed' }),
      Failed: { Type: 'Fail', Error: '{% $problem.code %}', Cause: '{% $problem.message %}' },
      EndedOtherwise: { Type: 'Succeed', Output: `{% {'job_id': ${execution('job_id')}, 'ended': 'otherwise'} %}` },
    },
  };
}
