import type { Executions } from '../executions.ts';
import type { Express } from '../express.ts';
import type { Journal } from '../journal.ts';
import type { Machines } from '../machines.ts';

export type Request = Record<string, unknown> & { maxResults?: number; nextToken?: string };
export type Environment = {
  journal: Journal;
  executions: Executions;
  express: Express;
  machines: Machines;
  /** `arn:aws:states:REGION:ACCOUNT`, what every ARN begins with. */
  account: string;
  now: () => Date;
};
/** One API action: answers the response's body, throws ApiFailure. */
export type Action = (request: Request, environment: Environment) => object | Promise<object>;
export type Actions = Record<string, Action>;
