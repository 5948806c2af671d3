import { randomUUID } from 'node:crypto';
import { STATE_BYTES } from '../../../lib/limits.ts';
import { childArn, mapRunArn } from '../arns.ts';
import { asStateError, StateError } from '../errors.ts';
import { evaluate } from '../expressions.ts';
import type { MapState } from '../language.ts';
import { record, type Visit } from '../scope.ts';
import type { Done } from '../states/perform.ts';
import { runTogether } from '../together.ts';
import { batchItems, batchOf } from './batcher.ts';
import { runChild } from './child.ts';
import { itemsOf, numberOf, selectItem } from './items.ts';
import { readItems } from './reader.ts';
import { type ChildRow, type MapRunJournal, type MapRunRow, mapRunJournal, type RunSettings } from './run-journal.ts';
import { exceeds, type Tolerance, toleranceOf } from './tolerance.ts';
import { transformed, writeResults } from './writer.ts';

/** Children at a time without MaxConcurrency: an account's default concurrency of Lambda (the service itself allows 10,000). */
const CONCURRENCY = 1000;

/** Runs a child workflow execution for every item or batch, within the tolerated failures. */
export async function performDistributedMap(state: MapState, visit: Visit): Promise<Done> {
  const { surroundings } = visit;
  const journal = mapRunJournal(surroundings.journal, surroundings.now);
  const known = journal.find(surroundings.executionArn, visit.place);
  const items = state.ItemReader || known ? undefined : await itemsOf(state, visit);
  const tolerance = await toleranceOf(state, visit);
  const settings = await settingsOf(state, tolerance, visit);
  const arn = known?.arn ?? mapRunArn(surroundings.executionArn, state.Label, visit.name, randomUUID());
  if (!known) {
    record(visit, 'MapStateStarted', { length: items?.length ?? 0 });
    record(visit, 'MapRunStarted', { mapRunArn: arn });
    journal.start({ arn, execution: surroundings.executionArn, path: visit.place, state: visit.name }, settings);
  }
  // A run that had ended before the execution was redriven goes on, too.
  const redriving = known && isToBeRedriven(known, surroundings.redriven);
  if (redriving) record(visit, 'MapRunRedriven', { mapRunArn: arn, redriveCount: journal.redrive(arn) });
  try {
    if ((known?.items_read ?? -1) < 0) journal.addChildren(arn, await childrenInputs(state, items, visit));
    allow(visit, 'states:StartExecution', surroundings.machineArn);
    if (redriving && settings.executionType === 'STANDARD')
      allow(visit, 'states:RedriveExecution', childArn(arn, 'STANDARD', '*'));
    await runChildren(state, { arn, settings, journal }, tolerance, visit);
    journal.end(arn, 'SUCCEEDED');
    const result = await resultOf(state, arn, journal, visit);
    const line = visit.lastEvent;
    record(visit, 'MapRunSucceeded');
    record(visit, 'MapStateSucceeded');
    visit.lastEvent = line;
    return { output: result, result };
  } catch (thrown) {
    if (visit.signal.aborted) throw thrown;
    const error = asStateError(thrown);
    journal.end(arn, 'FAILED');
    const cause = error.reason === undefined ? {} : { cause: error.reason };
    record(visit, 'MapRunFailed', { error: error.error, ...cause });
    throw error;
  }
}

const isToBeRedriven = ({ status, stopped }: MapRunRow, redriven: number | null) =>
  (status === 'FAILED' || status === 'ABORTED') && redriven !== null && stopped !== null && redriven >= stopped;

async function settingsOf(state: MapState, tolerance: Tolerance, visit: Visit): Promise<RunSettings> {
  return {
    maxConcurrency: (await numberOf(state.MaxConcurrency, 'MaxConcurrency', visit)) ?? 0,
    toleratedFailureCount: tolerance.count ?? 0,
    toleratedFailurePercentage: tolerance.percentage ?? 0,
    executionType: state.ItemProcessor.ProcessorConfig?.ExecutionType ?? 'STANDARD',
  };
}

/** What every child gets, in the order of the items. */
async function childrenInputs(state: MapState, given: unknown[] | undefined, visit: Visit) {
  const items = given ?? (await readItems(state.ItemReader!, visit));
  const selected: unknown[] = [];
  for (const [i, item] of items.entries()) selected.push(await selectItem(state, item, i, visit));
  const batcher = state.ItemBatcher;
  if (!batcher) return selected.map((input) => ({ input, items: 1 }));
  const limits = {
    items:
      (await numberOf(batcher.MaxItemsPerBatch, 'ItemBatcher/MaxItemsPerBatch', visit)) ?? Number.POSITIVE_INFINITY,
    bytes: (await numberOf(batcher.MaxInputBytesPerBatch, 'ItemBatcher/MaxInputBytesPerBatch', visit)) ?? STATE_BYTES,
  };
  const batchInput = await evaluate(batcher.BatchInput, 'ItemBatcher/BatchInput', visit.bindings);
  return batchItems(selected, batchInput, limits).map((batch) => ({
    input: batchOf(batch, batchInput),
    items: batch.length,
  }));
}

/** Children are executions of the same state machine, which its own role must be allowed to start, and to redrive. */
function allow({ surroundings }: Visit, action: string, resource: string) {
  try {
    surroundings.allow(action, resource);
  } catch (error) {
    throw new StateError('States.Permissions', (error as Error).message);
  }
}

type Run = { arn: string; settings: RunSettings; journal: MapRunJournal };

/** Runs the children that have no outcome yet. Throws States.ExceedToleratedFailureThreshold. */
async function runChildren(state: MapState, run: Run, tolerance: Tolerance, visit: Visit) {
  const children = run.journal.children(run.arn);
  const total = children.reduce((sum, child) => sum + child.items, 0);
  const ended = children.filter((child) => ['FAILED', 'TIMED_OUT'].includes(child.status));
  let failed = ended.reduce((sum, child) => sum + child.items, 0);
  const open = children.filter((child) => child.status === 'PENDING' || child.status === 'RUNNING');
  const check = () => {
    if (exceeds(tolerance, failed, total))
      throw new StateError(
        'States.ExceedToleratedFailureThreshold',
        'The specified tolerated failure threshold was exceeded',
      );
  };
  try {
    check();
    await runTogether(open, run.settings.maxConcurrency || CONCURRENCY, visit, async (child, _, signal) => {
      if (await runChild(child, state.ItemProcessor, run, visit, signal)) return;
      failed += child.items;
      check();
    });
  } catch (error) {
    if (!visit.signal.aborted && state.ResultWriter?.Arguments !== undefined) {
      run.journal.end(run.arn, 'FAILED');
      await resultOf(state, run.arn, run.journal, visit);
    }
    throw error;
  }
}

/** The results themselves, or where they were written. */
async function resultOf(state: MapState, arn: string, journal: MapRunJournal, visit: Visit) {
  const { executionArn, machineArn, redriven } = visit.surroundings;
  const finished = {
    run: journal.find(executionArn, visit.place)!,
    children: journal.children(arn),
    machineArn,
    redrivesOf: (child: ChildRow) => (redriven === null ? 0 : journal.redrives(arn, child).count),
  };
  const writer = state.ResultWriter;
  if (writer?.Arguments !== undefined) return writeResults(writer, finished, visit);
  return transformed(finished.children, writer?.WriterConfig?.Transformation ?? 'COMPACT', finished);
}
