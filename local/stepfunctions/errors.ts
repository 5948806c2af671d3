/** An error by the names of Amazon States Language: `Error` and `Cause`, what Retry and Catch see. */
export class StateError extends Error {
  /** Undefined for a Fail state that names no cause. */
  readonly error: string | undefined;
  readonly reason: string | undefined;

  constructor(error: string | undefined, reason?: string) {
    super(reason);
    this.name = error ?? 'StateError';
    this.error = error;
    this.reason = reason;
  }
}

/** An expression that cannot be evaluated; the state's name and event go in front of the cause where it is caught. */
export class EvaluationError extends StateError {
  readonly location: string | undefined;
  /** The history puts the failure behind the state's entry; without it behind what came before (as recorded). */
  readonly chained: boolean;

  constructor(reason: string, location?: string, { chained = false } = {}) {
    super('States.QueryEvaluationError', reason);
    this.location = location;
    this.chained = chained;
  }
}

/** Why an execution ends before its state machine does: StopExecution, its own TimeoutSeconds, or the twin going down. */
export class Halt extends Error {
  readonly status: 'ABORTED' | 'TIMED_OUT' | 'SUSPENDED';
  readonly error: string | undefined;
  readonly reason: string | undefined;

  constructor(status: Halt['status'], error?: string, reason?: string) {
    super(reason ?? status);
    this.status = status;
    this.error = error;
    this.reason = reason;
  }
}

/** These end an execution whatever the wildcards say (Step Functions Developer Guide, "Handling errors"). */
const TERMINAL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/** Whether a Retry or Catch entry is meant for an error. */
export function matches(errorEquals: readonly string[], error: string | undefined): boolean {
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (error !== undefined && TERMINAL.has(error)) return false;
    const late = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
    return name === 'States.ALL' || (name === 'States.Timeout' ? late : name === 'States.TaskFailed' && !late);
  });
}

/** What `$states.errorOutput` holds and what a Catch hands on. */
export const errorOutput = (error: StateError) => ({
  Error: error.error ?? '',
  Cause: error.reason ?? '',
});

/** Whatever was thrown, as a StateError: a fault of the interpreter itself is States.Runtime, with its message. */
export const asStateError = (error: unknown): StateError =>
  error instanceof StateError
    ? error
    : new StateError('States.Runtime', error instanceof Error ? error.message : String(error));
