import { EXPRESS_SECONDS } from '../../../lib/limits.ts';
import { childArn } from '../arns.ts';
import { runBlock } from '../block.ts';
import { asStateError, StateError } from '../errors.ts';
import { NO_FRAMES } from '../frames.ts';
import { uncountedHistory } from '../history.ts';
import type { Block } from '../language.ts';
import { innerController } from '../pause.ts';
import type { Scope, Visit } from '../scope.ts';
import { withinStateLimit } from '../size.ts';
import type { ChildRow, MapRunJournal, RunSettings } from './run-journal.ts';

type Run = { arn: string; settings: RunSettings; journal: MapRunJournal };

/**
 * Runs one child workflow execution and writes its outcome down. Answers whether it succeeded; throws only when the Map
 * run itself is stopped, and then the child stays unfinished.
 */
export async function runChild(child: ChildRow, block: Block, run: Run, visit: Visit, signal: AbortSignal) {
  const express = run.settings.executionType === 'EXPRESS';
  const { controller, release } = innerController(signal);
  const late = () =>
    controller.abort(new StateError('States.Timeout', `An Express workflow ends after ${EXPRESS_SECONDS} s.`));
  const timer = express ? setTimeout(late, EXPRESS_SECONDS * 1000) : undefined;
  run.journal.begin(run.arn, child.idx);
  try {
    const input = withinStateLimit(JSON.parse(child.input), `The input of child ${child.idx} of '${visit.name}'`);
    const output = await runBlock(block, input, childScope(child, input, run, visit, controller.signal));
    run.journal.succeed(run.arn, child.idx, output);
    return true;
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    run.journal.fail(run.arn, child.idx, asStateError(thrown), controller.signal.aborted ? 'TIMED_OUT' : 'FAILED');
    return false;
  } finally {
    clearTimeout(timer);
    release();
  }
}

/** A child sees an execution of its own and no variable from outside. */
function childScope(child: ChildRow, input: unknown, run: Run, visit: Visit, signal: AbortSignal): Scope {
  const { executionType } = run.settings;
  const Execution = {
    ...visit.context.Execution,
    Id: childArn(run.arn, executionType, child.name),
    Name: child.name,
    Input: input,
    StartTime: visit.surroundings.now().toISOString(),
    RedriveCount: visit.surroundings.redriven === null ? 0 : run.journal.redrives(run.arn, child).count,
  };
  return {
    surroundings: visit.surroundings,
    context: { ...visit.context, Execution },
    outerVariables: {},
    frames: executionType === 'EXPRESS' ? NO_FRAMES : visit.frames,
    history: uncountedHistory(),
    path: `${visit.place}/${child.idx}`,
    lastEvent: 0,
    signal,
  };
}
