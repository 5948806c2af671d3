import { executionArn } from './arns.ts';
import { runBlock } from './block.ts';
import { asStateError, Halt } from './errors.ts';
import { endEvaluations } from './expression-processes.ts';
import { journaledFrames } from './frames.ts';
import { journaledHistory, jsonDetails } from './history.ts';
import type { Journal } from './journal.ts';
import type { Definition } from './language.ts';
import { mapRunJournal } from './map/run-journal.ts';
import { after } from './pause.ts';
import { purposeOf } from './purpose.ts';
import { beginRedrive, type Redrives, redrivesOf } from './redrive.ts';
import { record, type Scope } from './scope.ts';
import { type StatusEvent, statusOutbox } from './status-events.ts';
import { type Account, machineName, surroundingsOf } from './surroundings.ts';

export type ExecutionRow = {
  arn: string;
  name: string;
  machine: string;
  definition: string;
  role: string;
  input: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  output: string | null;
  error: string | null;
  cause: string | null;
  /** Epoch milliseconds. */
  started: number;
  stopped: number | null;
};
/** `created` in epoch milliseconds. */
export type StateMachine = {
  name: string;
  arn: string;
  definition: string;
  roleArn: string;
  type: string;
  created: number;
};

type Options = Account & {
  report: (line: string) => void;
  /** Takes status changes; what it takes must be on disk when it returns. */
  publish?: ((event: StatusEvent) => void) | undefined;
};

/** Starts, continues and stops executions. One that runs when the process ends is continued by `resume`. */
export function createExecutions({ report, publish, ...account }: Options) {
  const { journal, now, region } = account;
  const outbox = statusOutbox(journal, { region, now, publish, report });
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>();
  const find = (arn: string) => journal.get<ExecutionRow>('SELECT * FROM executions WHERE arn = ?', arn);

  function launch(row: ExecutionRow) {
    const controller = new AbortController();
    running.set(row.arn, { controller, ended: runExecution(row, controller).finally(() => running.delete(row.arn)) });
  }

  async function runExecution(row: ExecutionRow, controller: AbortController) {
    const definition = JSON.parse(row.definition) as Definition;
    const redrives = redrivesOf(journal, row.arn);
    const scope = scopeOf(row, redrives, controller.signal);
    const left =
      (definition.TimeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000 -
      (now().getTime() - (redrives.last ?? row.started));
    const late = () => controller.abort(new Halt('TIMED_OUT', 'States.Timeout'));
    const inTime = Number.isFinite(left) ? after(left, late) : undefined;
    try {
      const output = await runBlock(definition, JSON.parse(row.input), scope);
      record(scope, 'ExecutionSucceeded', jsonDetails('output', output));
      end(row, 'SUCCEEDED', { output: JSON.stringify(output) });
    } catch (thrown) {
      if (thrown instanceof Halt && thrown.status === 'SUSPENDED') return;
      const { error, reason } = thrown instanceof Halt ? thrown : asStateError(thrown);
      const outcome = { ...(error === undefined ? {} : { error }), ...(reason === undefined ? {} : { cause: reason }) };
      const status = thrown instanceof Halt ? (thrown.status as 'ABORTED' | 'TIMED_OUT') : 'FAILED';
      const type = { FAILED: 'ExecutionFailed', ABORTED: 'ExecutionAborted', TIMED_OUT: 'ExecutionTimedOut' }[status];
      record(scope, type, outcome);
      stopMapRuns(row.arn);
      end(row, status, outcome);
    } finally {
      inTime?.();
    }
  }

  function scopeOf(row: ExecutionRow, redrives: Redrives, signal: AbortSignal): Scope {
    const Execution = {
      Id: row.arn,
      Input: JSON.parse(row.input),
      Name: row.name,
      RoleArn: row.role,
      StartTime: new Date(row.started).toISOString(),
      RedriveCount: redrives.count,
      ...(redrives.last === null ? {} : { RedriveTime: new Date(redrives.last).toISOString() }),
    };
    return {
      surroundings: { ...surroundingsOf(row, account), redriven: redrives.last },
      context: { Execution, StateMachine: { Id: row.machine, Name: machineName(row.machine) } },
      outerVariables: {},
      frames: journaledFrames(journal, row.arn),
      history: journaledHistory(journal, row.arn, now),
      path: '',
      lastEvent: 0,
      signal,
    };
  }

  function end(
    row: ExecutionRow,
    status: ExecutionRow['status'],
    outcome: { output?: string; error?: string; cause?: string },
  ) {
    const { output = null, error = null, cause = null } = outcome;
    const sql = 'UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, stopped = ? WHERE arn = ?';
    journal.run(sql, status, output, error, cause, now().getTime(), row.arn);
    // Where an execution failed it can be redriven.
    if (status === 'SUCCEEDED') journal.run('DELETE FROM frames WHERE execution = ?', row.arn);
    outbox.add(find(row.arn)!);
    journal.commit();
    outbox.send();
    report(`execution ${row.name} ${status}${error ? ` ${error}` : ''}${purposeOf(row)}`);
  }

  function stopMapRuns(execution: string) {
    const sql = "SELECT arn FROM map_runs WHERE execution = ? AND status = 'RUNNING'";
    const runs = mapRunJournal(journal, now);
    for (const { arn } of journal.all<{ arn: string }>(sql, execution)) runs.end(arn, 'ABORTED');
  }

  return {
    find,

    /** Answers the execution, new or, when name, input and state machine are the same and it still runs, the old one. */
    start(machine: Omit<StateMachine, 'created'>, name: string, input: string): ExecutionRow | undefined {
      const arn = executionArn(machine.arn, name);
      const old = find(arn);
      if (old) return old.status === 'RUNNING' && old.input === input ? old : undefined;
      const sql = "INSERT INTO executions VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', NULL, NULL, NULL, ?, NULL)";
      journal.run(sql, arn, name, machine.arn, machine.definition, machine.roleArn, input, now().getTime());
      const details = { input, inputDetails: { truncated: false }, roleArn: machine.roleArn };
      journaledHistory(journal, arn, now).record('ExecutionStarted', details, 0);
      const row = find(arn)!;
      outbox.add(row);
      journal.commit();
      outbox.send();
      report(`execution ${name} RUNNING${purposeOf(row)}`);
      launch(row);
      return row;
    },

    /** Lets an execution that did not succeed go on from where it failed. The caller has asked `whyNotRedrivable`. */
    redrive(row: ExecutionRow) {
      beginRedrive(row, journal, now);
      const again = find(row.arn)!;
      outbox.add(again);
      journal.commit();
      outbox.send();
      report(`execution ${row.name} RUNNING, redriven${purposeOf(row)}`);
      launch(again);
    },

    /** Continues what was running when the process ended, each from its last finished step. */
    resume() {
      outbox.send();
      const rows = journal.all<ExecutionRow>("SELECT * FROM executions WHERE status = 'RUNNING'");
      for (const row of rows.filter(({ arn }) => !running.has(arn))) {
        report(`execution ${row.name} goes on${purposeOf(row)}`);
        launch(row);
      }
    },

    /** Ends an execution as ABORTED; resolves when that is written down. */
    async stop(arn: string, error?: string, cause?: string) {
      const run = running.get(arn);
      run?.controller.abort(new Halt('ABORTED', error, cause));
      await run?.ended;
    },

    /** Ends every execution of a state machine and forgets it. */
    async removeAllOf(machine: string) {
      const rows = journal.all<{ arn: string }>('SELECT arn FROM executions WHERE machine = ?', machine);
      for (const { arn } of rows) running.get(arn)?.controller.abort(new Halt('ABORTED'));
      await Promise.all(rows.map(({ arn }) => running.get(arn)?.ended));
      for (const { arn } of rows) forget(journal, arn);
      journal.commit();
    },

    /** Leaves every execution where it stands; resolves when nothing is under way. */
    async suspend() {
      for (const { controller } of running.values()) controller.abort(new Halt('SUSPENDED'));
      endEvaluations();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

function forget(journal: Journal, execution: string) {
  // Children are counted as RUN#NAME.
  const ofRuns = "SELECT 1 FROM map_runs WHERE execution = ? AND redrives.arn || '#' LIKE map_runs.arn || '#%'";
  journal.run(`DELETE FROM redrives WHERE arn = ? OR EXISTS (${ofRuns})`, execution, execution);
  journal.run('DELETE FROM map_children WHERE run IN (SELECT arn FROM map_runs WHERE execution = ?)', execution);
  for (const table of ['map_runs', 'events', 'frames'])
    journal.run(`DELETE FROM ${table} WHERE execution = ?`, execution);
  journal.run('DELETE FROM executions WHERE arn = ?', execution);
}

export type Executions = ReturnType<typeof createExecutions>;
