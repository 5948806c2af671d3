import { Halt } from './errors.ts';
import type { State } from './language.ts';
import { recordAside, type Scope } from './scope.ts';

/** States that stay open for a while: the history tells when they are left unfinished. */
const OPEN: State['Type'][] = ['Task', 'Wait', 'Map', 'Parallel'];

/** Whether a line of work ends because another one beside it failed, and not because the whole execution ends or pauses. */
export const isCutShort = (signal: AbortSignal): boolean => signal.aborted && !(signal.reason instanceof Halt);

/** Records that a state ends unfinished: `TaskStateAborted` and its like. */
export function recordStateAborted(scope: Scope, type: State['Type'] | undefined): void {
  if (type && OPEN.includes(type)) recordAside(scope, `${type}StateAborted`);
}
