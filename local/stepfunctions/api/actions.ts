import type { Executions, StateMachine } from '../executions.ts';
import type { Journal } from '../journal.ts';

export type Request = Record<string, unknown> & { maxResults?: number; nextToken?: string };
export type Environment = {
  journal: Journal;
  executions: Executions;
  /** By ARN. */
  machines: Map<string, StateMachine>;
  /** When the state machines were read from the templates, in epoch seconds. */
  created: number;
  now: () => Date;
};
/** One API action: answers the response's body, throws ApiFailure. */
export type Action = (request: Request, environment: Environment) => object | Promise<object>;
export type Actions = Record<string, Action>;
