/**
 * The Runtime API of one function process (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), on a loopback port of
 * its own: the process is known by the port that it calls.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LAMBDA_REQUEST_BYTES } from '../../lib/limits.ts';
import { readBody } from '../read-body.ts';
import { functionError, postedError } from './errors.ts';

/** A function's answer may be 100 bytes longer than 6 MB (service limit). */
const RESPONSE_BYTES = LAMBDA_REQUEST_BYTES + 100;

export type Outcome = { payload: string } | { error: Error };
export type RuntimeApi = {
  /** `host:port` for AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** Hands an invocation to the process, which must be waiting in `next`. */
  give(invocation: { headers: Record<string, string>; payload: string }): void;
  close(): void;
};

export const createRuntimeApi = async (process: {
  waiting(): void;
  finished(outcome: Outcome, maxRssKilobytes: number): void;
  initFailed(error: Error): void;
}): Promise<RuntimeApi> => {
  let next: ServerResponse | undefined;

  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (path.endsWith('/invocation/next')) {
      next = response;
      process.waiting();
      return;
    }
    const body = (await readBody(request, RESPONSE_BYTES))?.toString('utf8');
    response.writeHead(202).end();
    const maxRss = Number(request.headers['tessera-max-rss-kilobytes'] ?? 0);
    if (path.endsWith('/init/error')) process.initFailed(postedError(body ?? '{}'));
    else if (body === undefined) process.finished({ error: tooLarge() }, maxRss);
    else if (path.endsWith('/error')) process.finished({ error: postedError(body) }, maxRss);
    else process.finished({ payload: body }, maxRss);
  });
  // A process may wait for hours between two requests.
  Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0, timeout: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    give: ({ headers, payload }) => {
      next?.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(payload);
      next = undefined;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const tooLarge = () =>
  functionError(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`,
  );
