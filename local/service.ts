/**
 * What every room of the local twin shares. A service is a request handler that knows nothing of its port: the wiring
 * puts all services on one port and chooses by the service named in the request's signature, as AWS_ENDPOINT_URL needs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Who calls: a role's session (`arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`) or a user; with `service`, that AWS service
 * acting for the resource `arn`.
 */
export type Principal = { arn: string; service?: string };

/** Looks up an access key id; undefined when nobody has it. */
export type Credentials = (accessKeyId: string) => { secret: string; principal: Principal } | undefined;

/** One API call, as the account's policies see it. `context`: condition keys beyond those that every call has. */
export type AuthorizedCall = {
  principal: Principal | undefined;
  action: string;
  resource: string;
  context?: Record<string, string>;
};

/**
 * A request that was served, as its service charges for it: `call` is S3's method (`LIST` for a listing) or DynamoDB's operation;
 * `units` what DynamoDB charges, of the table and its indexes.
 */
export type Served = { service: 's3' | 'dynamodb'; call: string; principal: Principal | undefined; units?: number };
export type OnServed = (served: Served) => void;

/** Refuses by throwing an error of the name AccessDenied. */
export type Authorize = (call: AuthorizedCall) => void;

export type Service = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Resolves when everything is on disk and no work is under way. */
  close(): Promise<void>;
};

/** One short line an event, for the person who watches. */
export type Report = (line: string) => void;
