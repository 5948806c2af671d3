/** What a job will be charged for: counts of everything in the price list. */
import type { StageName, TileFormat } from '../../schemas.ts';
import { ACCOUNT, gigabyteSeconds, type Place, secondsOf } from './durations.ts';
import type { JobPlan, JobShape } from './job-shape.ts';
import { type Counts, NOTHING } from './prices.ts';
import {
  OF_A_MAP,
  OF_THE_CREATION,
  OF_THE_END,
  type Requests,
  stepRequests,
  sumOfRequests,
  UNITS_OF_BATCH,
  uploadRequests,
  workerRequests,
} from './requests.ts';
import { STATES_OF_CHECK, STATES_OF_CHILD, STATES_OF_END, STATES_OF_MAP, STATES_OF_STEP } from './workflow-states.ts';

export type Parallelism = Record<StageName, number>;
export type JobOptions = JobPlan & { format: TileFormat; effort: number; keep_shots: boolean };

/** Bytes of a log: of an invocation (START, END, REPORT), and of an event of a state machine without its data. Assumed. */
const LOG_BYTES = { invocation: 500, event: 450 };
/** Events of a child workflow, and of a state of the job's own; Step Functions' history has about as many. */
const EVENTS = { child: 12, state: 5 };
/** X-Ray's default rule samples this share of what exceeds one a second. */
const TRACED = 0.05;

/** What follows from how many there were of each, whether foreseen or counted. */
export function derived(run: {
  invocations: number;
  children: number;
  states: number;
  childSeconds: number;
}): Partial<Counts> {
  const { invocations, children, states, childSeconds } = run;
  const events = children * EVENTS.child + states * EVENTS.state;
  return {
    lambda_invocations: invocations,
    states_transitions: states + children * STATES_OF_CHILD,
    states_children: children,
    states_child_time: childTime(children, childSeconds),
    logs: (invocations * LOG_BYTES.invocation + events * LOG_BYTES.event) / 1e9,
    traces: 1 + TRACED * (children + invocations),
  };
}

/** An EXPRESS workflow is charged for 64 MB and begun 100 ms: half of one more each, and the write that counts the batch. */
const childTime = (children: number, seconds: number) => (seconds + children * 0.07) * (64 / 1024);

/** The whole of S3 and DynamoDB; uploads have a row of their own. */
export const requestCounts = (all: Requests[], uploads: Requests): Partial<Counts> => {
  const { writes, reads, writeUnits, readUnits } = sumOfRequests(all);
  return {
    s3_uploads: uploads.writes,
    s3_writes: writes,
    s3_reads: reads,
    dynamodb_writes: writeUnits + uploads.writeUnits,
    dynamodb_reads: readUnits + uploads.readUnits,
  };
};

export function countsOf(
  shape: JobShape,
  options: JobOptions,
  parallelism: Parallelism,
  place: Place = ACCOUNT,
): Counts {
  const { batches } = shape;
  const stages = (Object.keys(batches) as StageName[]).filter((stage) => batches[stage] > 0);
  const children = Object.values(batches).reduce((sum, each) => sum + each, 0);
  const steps = stepRequests(shape, options);
  const gigabytes = gigabyteSeconds(shape, options, { place, parallelism });
  const { steps: _, ...worked } = secondsOf(shape, options, { place, parallelism });
  return {
    ...NOTHING,
    ...derived({
      invocations: children + steps.length,
      children,
      states: statesOf(shape),
      childSeconds: Object.values(worked).reduce((sum, seconds) => sum + seconds, 0),
    }),
    [shape.game ? 'lambda_game' : 'lambda_capture']: gigabytes.capture,
    lambda_coords: gigabytes.coords,
    lambda_tile: gigabytes.tile,
    lambda_cleanup: gigabytes.cleanup,
    lambda_steps: gigabytes.steps,
    ...requestCounts(
      [
        ...workerRequests(shape, options),
        ...steps,
        ...stages.map(() => OF_A_MAP),
        OF_THE_CREATION,
        OF_THE_END,
        // The batches, and that of Top.
        { writes: 0, reads: 0, writeUnits: UNITS_OF_BATCH * (children + 1), readUnits: 0 },
      ],
      shape.game ? uploadRequests(1, 1) : uploadRequests(shape.shots, shape.changed),
    ),
  };
}

/** Of a run without failures. */
export function statesOf({ batches, reads }: Pick<JobShape, 'batches'> & { reads: { sample: number } }): number {
  const stages = Object.keys(batches) as StageName[];
  const maps = stages.filter((stage) => batches[stage] > 0).length;
  const { calibrate, ...steps } = STATES_OF_STEP;
  const always = Object.values(steps).reduce((sum, states) => sum + states, 0);
  const checks = stages.reduce((sum, stage) => sum + STATES_OF_CHECK[stage], 0);
  return always + (reads.sample > 0 ? calibrate : 0) + checks + maps * STATES_OF_MAP + STATES_OF_END;
}
