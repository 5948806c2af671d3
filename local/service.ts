/**
 * What every room of the local twin shares. A service is a request handler that knows nothing of its port: the wiring
 * puts all services on one port and chooses by the service named in the request's signature, as AWS_ENDPOINT_URL needs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who calls: the role of a function or a state machine, or a person at the keyboard. */
export type Principal = { arn: string };

/** Looks up an access key id; undefined when nobody has it. */
export type Credentials = (accessKeyId: string) => { secret: string; principal: Principal } | undefined;

/** One API call, as the account's policies would see it. Refuses by throwing (AccessDenied). */
export type Authorize = (call: { principal: Principal | undefined; action: string; resource: string }) => void;

export type Service = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Resolves when everything is on disk and no work is under way. */
  close(): Promise<void>;
};

/** One short line an event, for the person who watches. */
export type Report = (line: string) => void;
