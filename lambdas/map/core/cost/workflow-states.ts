/**
 * States of the map's state machine (lib/constructs/map-workflow/definition.ts) that each part of a run enters: what a Standard
 * workflow is charged by. `test/synth/cost.test.ts` walks the definition and compares.
 */
import type { StageName } from '../../schemas.ts';
import type { StepName } from '../../step-usage.ts';

/** With the Choice after a step, the count after Top. */
export const STATES_OF_STEP: Record<Exclude<StepName, 'check'>, number> = {
  plan: 2,
  calibrate: 1,
  solve: 2,
  top: 2,
  verify: 1,
  publish: 1,
};
/** Check and the Choice after it, none after the last. */
export const STATES_OF_CHECK: Record<StageName, number> = { capture: 2, coords: 2, tile: 2, cleanup: 1 };
/** The Map itself. */
export const STATES_OF_MAP = 1;
/** Done, or that the job failed and the end of the execution. */
export const STATES_OF_END = 1;
/**
 * Whether the start of a child counts as a transition of the Map run's workflow the price list does not say clearly: counted as
 * one, which is the dearer reading.
 */
export const STATES_OF_CHILD = 1;

/** A child workflow counts its batch: a row put, the job's counters raised, both in a transaction. */
export const STATES_IN_CHILD = 2;
