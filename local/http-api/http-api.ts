/**
 * The HTTP API of the twin (API Gateway v2): routes, JWT authorizer, CORS, Lambda proxy integration with payload format
 * 2.0. Its own answers are `{"message": …}` as the real ones, for they cannot be changed there.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../read-body.ts';
import type { Report, Service } from '../service.ts';
import { type Answer, answerOf, messageAnswer } from './answer.ts';
import { type Authorization, createAuthorizer, type Issuer } from './authorize.ts';
import { type ApiCors, corsHeaders } from './cors.ts';
import { createEvent } from './event.ts';
import { createRouter, type Match, type Route, routeKey } from './route.ts';

/** Limits of API Gateway (its quotas page): the payload, and how long an integration may take. */
const PAYLOAD_BYTES = 10 * 1024 * 1024;
const INTEGRATION_MS = 30_000;

export type HttpApiOptions = Issuer & {
  routes: Route[];
  cors?: ApiCors;
  /** Calls a function and waits; throws the function's error. */
  invoke(functionName: string, event: unknown, signal: AbortSignal): Promise<unknown>;
  /** Gets the reason of every 500, which the caller is not told. */
  report?: Report;
  /** Is told of every answer, as the access log of the real one: by its route, because paths and queries may hold tokens. */
  answered?: (answer: { route: string; method: string; status: number; ms: number }) => void;
  /** 30 s unless a test cannot wait. */
  integrationMs?: number;
};

export const createHttpApi = (options: HttpApiOptions): Service => {
  const choose = createRouter(options.routes);
  const authorize = createAuthorizer(options);
  const underWay = new Set<Promise<void>>();

  const call = async (functionName: string, event: unknown): Promise<Answer> => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), options.integrationMs ?? INTEGRATION_MS);
    const aborted = new Promise<'late'>((resolve) => limit.signal.addEventListener('abort', () => resolve('late')));
    try {
      const result = await Promise.race([
        options.invoke(functionName, event, limit.signal).then((value) => ({ value })),
        aborted,
      ]);
      if (result === 'late') return messageAnswer(503, 'Service Unavailable');
      return answerOf(result.value) ?? messageAnswer(500, 'Internal Server Error');
    } catch (error) {
      if (limit.signal.aborted) return messageAnswer(503, 'Service Unavailable');
      if ((error as Error).name === 'RequestTooLargeException') return messageAnswer(413, 'Request Entity Too Large');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  const answer = async (
    request: IncomingMessage,
    { url, match, requestId }: { url: URL; match: Match | undefined; requestId: string },
  ): Promise<Answer> => {
    const body = await readBody(request, PAYLOAD_BYTES);
    if (options.cors && isPreflight(request)) return { status: 204, headers: {}, cookies: [], body: Buffer.alloc(0) };
    if (!match) return messageAnswer(404, 'Not Found');
    let authorization: Authorization | undefined;
    if (match.route.authorizer) {
      const checked = await authorize(request.headers.authorization, match.route.authorizer.scopes);
      if ('status' in checked) {
        const message = checked.status === 401 ? 'Unauthorized' : 'Forbidden';
        return messageAnswer(checked.status, message, { 'www-authenticate': checked.challenge });
      }
      authorization = checked;
    }
    if (!body) return messageAnswer(413, 'Request Entity Too Large');
    return call(match.route.functionName, createEvent(request, url, match, body, { authorization, requestId }));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', headers } = request;
    const { origin } = headers;
    const requestId = randomUUID();
    const begun = performance.now();
    const url = new URL(request.url ?? '/', 'http://local');
    const match = choose(method, url.pathname);
    const route = match ? routeKey(match.route) : `${method} (no such route)`;
    response.once('finish', () => {
      const ms = Math.round(performance.now() - begun);
      options.answered?.({ route, method, status: response.statusCode, ms });
    });
    const result = await answer(request, { url, match, requestId }).catch((error: Error) => {
      // Who went away in the middle of the body is no fault of ours.
      const isGone = request.destroyed && !request.complete;
      if (!isGone) options.report?.(`${route}: ${error.name}: ${error.message}`);
      return messageAnswer(500, 'Internal Server Error');
    });
    const cors = options.cors && origin ? corsHeaders(options.cors, origin, isPreflight(request)) : {};
    response.writeHead(result.status, {
      ...result.headers,
      ...cors,
      'apigw-requestid': requestId,
      ...(result.status === 204 || result.status === 304 ? {} : { 'content-length': result.body.length }),
      ...(result.cookies.length > 0 && { 'set-cookie': result.cookies }),
    });
    response.end(request.method === 'HEAD' ? undefined : result.body);
  };

  return {
    handle: async (request, response) => {
      const work = handle(request, response);
      underWay.add(work);
      await work.finally(() => underWay.delete(work));
    },
    close: async () => {
      await Promise.allSettled(underWay);
    },
  };
};

const isPreflight = ({ method, headers }: IncomingMessage) =>
  method === 'OPTIONS' && Boolean(headers.origin && headers['access-control-request-method']);
