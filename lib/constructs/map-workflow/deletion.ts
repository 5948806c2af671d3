/**
 * Deletes a map, however large it is, in rounds that are counted before anything goes, so that a repeat counts nothing twice:
 *
 *     Stop -> Count -> Remove -> Count -> ... -> Finish
 *
 * and, started by Finish, once more when no worker and no upload can write any more:
 *
 *     LetWritersEnd -> Count -> Remove -> ... -> Empty
 *
 * A round takes 20,000 objects, or what lies in 300 places (three a build; `lambdas/map/core/removal/places.ts`), and about 15
 * events of the 25,000 that an execution may have (service limit): 30 million objects.
 */
import { LAST_WRITE_SECONDS } from '../../limits.ts';
import { EXECUTION, RETRY_STEP, type State } from './job-state.ts';

/** Hours of attempts: nobody waits for this, and what stays must not. */
const RETRY = { ...RETRY_STEP, MaxAttempts: 50, MaxDelaySeconds: 300 };

export function deletionWorkflow(removeMap: string): Record<string, unknown> {
  const step = (fields: string, next: string | undefined, rest: State = {}): State => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: removeMap, Payload: `{% $merge([{'ref': ${EXECUTION}}, ${fields}]) %}` },
    Output: '{% $states.result.Payload %}',
    Retry: [RETRY],
    ...(next ? { Next: next } : { End: true }),
    ...rest,
  });
  const isLate = (condition: string) => `{% ${EXECUTION}.late ${condition} %}`;
  return {
    Comment: 'A map and everything of it goes',
    QueryLanguage: 'JSONata',
    StartAt: 'IsLate',
    States: {
      IsLate: {
        Type: 'Choice',
        Choices: [{ Condition: isLate('= true'), Next: 'LetWritersEnd' }],
        Default: 'Stop',
        Assign: { removed: { objects: 0, rows: 0 } },
      },
      LetWritersEnd: {
        Type: 'Wait',
        Seconds: LAST_WRITE_SECONDS,
        Assign: { removed: { objects: 0, rows: 0 } },
        Next: 'Count',
      },
      Stop: step("{'step': 'stop'}", 'Count', { Assign: { builds: '{% $states.result.Payload.builds %}' } }),
      // Undefined, and so left out, in the first round.
      Count: step("{'step': 'count', 'from': $states.input.from}", 'IsEmpty'),
      IsEmpty: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $count($states.input.places) > 0 %}', Next: 'Remove' },
          { Condition: isLate('= true'), Next: 'Empty' },
        ],
        Default: 'Finish',
      },
      Remove: step("{'step': 'remove', 'counted': $states.input}", 'Count', {
        Assign: {
          removed: {
            objects: '{% $removed.objects + $states.input.objects %}',
            rows: '{% $removed.rows + $states.input.rows %}',
          },
        },
      }),
      Finish: step("{'step': 'finish', 'builds': [$builds], 'removed': $removed}", undefined),
      Empty: { Type: 'Succeed', Output: '{% $removed %}' },
    },
  };
}
