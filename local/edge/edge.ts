/**
 * The CloudFront of the twin: one address for pages, tiles and the API, with the behaviours and policies of the template.
 * It keeps answers in memory; invalidations, cookies in keys and edge locations are not part of it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Report, Service } from '../service.ts';
import { type Behavior, type BehaviorConfig, createBehavior } from './behavior.ts';
import { createCache } from './cache.ts';
import { createFetcher, type Fetched } from './fetch.ts';
import { isOwnHost } from './host.ts';
import type { GetObject } from './origin.ts';
import { forPlainHttp } from './plain-http.ts';
import { applyResponseHeaders } from './response-headers.ts';
import { type Sending, sendEntry, sendStream } from './send.ts';
import { type Refusal, withoutSigning } from './signed.ts';
import { asPairs, type FunctionResponse } from './viewer-function.ts';
import { fromFunction, readViewerRequest, toFunction, type ViewerRequest } from './viewer-request.ts';

const CACHE_BYTES = 64 * 1024 * 1024;

export type EdgeOptions = {
  /** In the order of the template; the default behaviour (`*`) comes last. */
  behaviors: BehaviorConfig[];
  getObject: GetObject;
  /** `index.html`: the key for `/`. */
  defaultRootObject?: string;
  /** CustomErrorResponses of the template. */
  errorResponses?: {
    ErrorCode: number;
    ResponseCode?: number;
    ResponsePagePath?: string;
    ErrorCachingMinTTL?: number;
  }[];
  /** Host name that viewers may use beside loopback names and addresses. */
  publicHost?: string;
  /** Gets what the twin itself could not do; viewers see 502 or 503. */
  report?: Report;
  now?: () => number;
};

/** @throws Error naming the behaviour that cannot be served */
export const createEdge = (options: EdgeOptions): Service => {
  const { now = Date.now, errorResponses = [], report } = options;
  const behaviors = options.behaviors.map((config) => createBehavior(config, options.getObject));
  const errorOf = (status: number) => errorResponses.find(({ ErrorCode }) => ErrorCode === status);
  const fetch = createFetcher(createCache(CACHE_BYTES), now, (status) => errorOf(status)?.ErrorCachingMinTTL);
  const underWay = new Set<Promise<void>>();

  const choose = (path: string): { id: number; behavior: Behavior } | undefined => {
    const id = behaviors.findIndex(({ matches }) => matches(path));
    return behaviors[id] && { id, behavior: behaviors[id] };
  };

  /** By the behaviour: a path or a query may hold a token or a signature. */
  const complain = ({ method, url = '/' }: IncomingMessage, why: string) => {
    const { id = -1 } = choose(url.split('?')[0]!) ?? {};
    report?.(`${method} ${options.behaviors[id]?.pathPattern ?? '(no behaviour)'}: ${why}`);
  };

  const deliver = async (sending: Sending, { encodings }: Behavior, fetched: Fetched) => {
    if ('stream' in fetched) return sendStream(sending, fetched.stream);
    const age = fetched.state === 'Hit' ? Math.floor((now() - fetched.entry.fetched) / 1000) : undefined;
    return sendEntry(sending, fetched.entry, encodings, age);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!isOwnHost(request.headers.host, options.publicHost)) {
      const sentence = `The host ${request.headers.host} is not served here: use 127.0.0.1 or localhost, or start with --host.`;
      return refuse(response, 403, sentence);
    }
    if (!request.url?.startsWith('/')) return refuse(response, 400, 'The target of a request begins with /.');
    let viewer = readViewerRequest(request);
    const chosen = choose(viewer.uri);
    if (!chosen) return refuse(response, 404, `No behaviour takes ${viewer.uri}.`);
    const { id, behavior } = chosen;
    if (!behavior.methods.has(viewer.method)) {
      return refuse(response, 403, `The method ${viewer.method} is not allowed for this path.`);
    }
    const isBodied = viewer.method !== 'GET' && viewer.method !== 'HEAD';
    if (!isBodied && hasBody(request)) {
      return refuse(response, 403, `A request with the method ${viewer.method} must not have a body.`);
    }
    if (behavior.signed) {
      const refusal = behavior.signed(viewer, request.socket.remoteAddress ?? '', Math.floor(now() / 1000));
      if (refusal) return sendRefusal(response, refusal);
    }
    if (behavior.viewerRequest) {
      const made = await runFunction(behavior.viewerRequest, viewer, request, (why) => complain(request, why));
      if (!made)
        return refuse(response, 503, 'The function of this path failed.', 'FunctionExecutionError from cloudfront');
      if ('statusCode' in made) return sendMade(response, made);
      viewer = fromFunction(made, viewer);
    }
    if (behavior.signed) viewer = { ...viewer, search: withoutSigning(viewer.search) };
    if (viewer.uri === '/' && options.defaultRootObject) viewer = { ...viewer, uri: `/${options.defaultRootObject}` };

    viewer = { ...viewer, headers: { ...viewer.headers, ...forwardedFor(viewer, request) } };
    const fetched = await fetch(id, behavior, viewer, isBodied ? request : undefined);
    const status = 'stream' in fetched ? fetched.stream.status : fetched.entry.status;
    const sending: Sending = {
      viewer,
      response,
      withPolicy: (headers) => {
        const { method, headers: asked } = viewer;
        const withPolicy = applyResponseHeaders(behavior.responseHeaders, headers, { method, origin: asked.origin });
        return forPlainHttp(withPolicy, request.headers.host);
      },
      xCache: `${status >= 400 ? 'Error' : fetched.state} from cloudfront`,
    };
    const { ResponsePagePath, ResponseCode } = errorOf(status) ?? {};
    const page = ResponsePagePath ? choose(ResponsePagePath) : undefined;
    if (!ResponsePagePath || !page) return deliver(sending, behavior, fetched);
    const headers = { 'accept-encoding': viewer.headers['accept-encoding'] ?? '' };
    const asked: ViewerRequest = { method: 'GET', uri: ResponsePagePath, search: '', headers };
    const found = await fetch(page.id, page.behavior, asked);
    if (!('entry' in found) || found.entry.status !== 200) return deliver(sending, behavior, fetched);
    if ('stream' in fetched) fetched.stream.body.destroy();
    return deliver({ ...sending, status: ResponseCode ?? status }, page.behavior, found);
  };

  return {
    handle: async (request, response) => {
      const work = answer(request, response).catch((error: Error) => {
        // Who went away while reading is no fault of ours.
        if (!response.destroyed) complain(request, error.message);
        if (response.headersSent) response.destroy();
        else refuse(response, 502, 'The origin could not be reached.');
      });
      underWay.add(work);
      await work.finally(() => underWay.delete(work));
    },
    close: async () => {
      await Promise.allSettled(underWay);
    },
  };
};

/** CloudFront refuses a GET with a body (its developer guide, "GET requests that include a body"). */
const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** CloudFront appends whom it was called by, whatever the viewer wrote there himself. */
const forwardedFor = ({ headers }: ViewerRequest, { socket }: IncomingMessage) => ({
  'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', '),
});

const refuse = (response: ServerResponse, status: number, sentence: string, xCache = 'Error from cloudfront') => {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-cache': xCache };
  response.writeHead(status, headers).end(`${sentence}\n`);
};

/** In the form of CloudFront's own refusals. No text in it comes from the viewer. */
const sendRefusal = (response: ServerResponse, { code, message }: Refusal) => {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const headers = { 'content-type': 'text/xml', 'cache-control': 'no-store', 'x-cache': 'Error from cloudfront' };
  response.writeHead(403, headers).end(body);
};

const runFunction = async (
  run: NonNullable<Behavior['viewerRequest']>,
  viewer: ViewerRequest,
  request: IncomingMessage,
  complain: Report,
) => {
  try {
    return await run(toFunction(viewer), request.socket.remoteAddress ?? '');
  } catch (error) {
    complain(`the viewer-request function failed: ${(error as Error).message}`);
  }
};

/** The answer that a function gave by itself. */
const sendMade = (
  response: ServerResponse,
  { statusCode, headers = {}, cookies = {}, body = '' }: FunctionResponse,
) => {
  const bytes =
    typeof body === 'string'
      ? Buffer.from(body)
      : Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8');
  for (const [name, value] of asPairs(headers)) response.appendHeader(name, value);
  for (const [name, { value, attributes }] of Object.entries(cookies)) {
    response.appendHeader('set-cookie', `${name}=${value}${attributes ? `; ${attributes}` : ''}`);
  }
  response.setHeader('x-cache', 'FunctionGeneratedResponse from cloudfront');
  response.setHeader('content-length', bytes.length);
  response.writeHead(statusCode).end(bytes);
};
