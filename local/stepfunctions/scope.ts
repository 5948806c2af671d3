import type { Bindings } from './expressions.ts';
import type { Frames } from './frames.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';

/** One call to another service, made with the state machine's identity. */
export type Call = {
  service: string;
  action: string;
  // biome-ignore lint/suspicious/noExplicitAny: the parameters are whatever the service's action takes.
  parameters: any;
  roleArn: string;
  /** In whose name; the execution fills it in. */
  machineArn: string;
  signal: AbortSignal;
};
// biome-ignore lint/suspicious/noExplicitAny: the answer is whatever the service's action gives.
export type Perform = (call: Call) => Promise<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type PerformHere = (call: Omit<Call, 'machineArn'>) => Promise<any>;

/** What the states of one execution share. */
export type Surroundings = {
  perform: PerformHere;
  /** Throws AccessDenied when the state machine's role may not do this. */
  allow(action: string, resource: string): void;
  journal: Journal;
  executionArn: string;
  machineArn: string;
  roleArn: string;
  region: string;
  now: () => Date;
  /** When the execution was redriven last, epoch ms; null: never. */
  redriven: number | null;
};

/** What the states of one sub-state machine see. */
export type Scope = {
  surroundings: Surroundings;
  /** `$states.context`, without State. */
  context: Record<string, unknown> & { Execution: Record<string, unknown> };
  /** Variables of the scopes around, read only from here. */
  outerVariables: Record<string, unknown>;
  frames: Frames;
  history: History;
  /** Name of this sub-state machine within the execution. */
  path: string;
  /** Id of the last event of this line of work. */
  lastEvent: number;
  signal: AbortSignal;
};

/** What one visit of a state works with. */
export type Visit = Scope & {
  name: string;
  /** Name under which the state keeps what it starts: differs for every visit and every attempt. */
  place: string;
  input: unknown;
  /** ISO 8601. */
  entered: string;
  enteredEvent: number;
  /** Id of the event before the state was entered. */
  eventBefore: number;
  bindings: Bindings;
};

/** Records an event beside this line of work: what follows goes on from where the line was. */
export function recordAside(scope: Scope, type: string, details?: Record<string, unknown>): number {
  return scope.history.record(type, details, scope.lastEvent);
}

/** Records an event at the end of this line of work. */
export function record(scope: Scope, type: string, details?: Record<string, unknown>): number {
  scope.lastEvent = scope.history.record(type, details, scope.lastEvent);
  return scope.lastEvent;
}
