import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod';
import { type Caller, callerOf, type TokenVerifier } from './caller.ts';
import { TesseraError } from './errors.ts';
import { parseFields } from './fields.ts';
import { logger } from './log.ts';
import { type HttpAnswer, respondError } from './respond.ts';

type Event = APIGatewayProxyEventV2 & Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'>>;

export type ApiParts<Path extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  path?: Path;
  query?: Query;
  /** JSON; a route without this schema ignores a body. */
  body?: Body;
  /** Only for routes without an authorizer: a token is welcome, and then it must be good. */
  verifyToken?: TokenVerifier;
};
export type ApiRequest<Path, Query, Body> = { path: Path; query: Query; body: Body; caller: Caller | undefined };

/**
 * One route of the HTTP API: the parts are parsed by their schemas (422 naming each field, 400 for what is not JSON), the
 * use case answers, and every error becomes an answer (`respond.ts`).
 */
export function apiHandler<
  Path extends z.ZodType = z.ZodObject,
  Query extends z.ZodType = z.ZodObject,
  Body extends z.ZodType = z.ZodUndefined,
>(
  parts: ApiParts<Path, Query, Body>,
  useCase: (request: ApiRequest<z.output<Path>, z.output<Query>, z.output<Body>>) => Promise<HttpAnswer>,
) {
  return middy<Event, HttpAnswer>()
    .use(injectLambdaContext(logger))
    .onError((request) => {
      const requestId = request.event.requestContext.requestId;
      if (!(request.error instanceof TesseraError) || request.error.status >= 500) {
        logger.error('request failed', { request_id: requestId, error: request.error as Error });
      }
      request.response = respondError(request.error, requestId);
    })
    .handler(async (event) =>
      useCase({
        caller: await callerFrom(event, parts.verifyToken),
        path: parseFields(parts.path ?? z.object({}), event.pathParameters ?? {}) as z.output<Path>,
        query: parseFields(parts.query ?? z.object({}), event.queryStringParameters ?? {}) as z.output<Query>,
        body: parseFields(parts.body ?? z.undefined(), parts.body && jsonBody(event)) as z.output<Body>,
      }),
    );
}

/** The caller on a route that has the authorizer: there is always one. */
export function loggedIn(caller: Caller | undefined): Caller {
  if (!caller) throw new TesseraError('unauthorized', 401, 'Log in first: this request needs an access token.');
  return caller;
}

async function callerFrom(event: Event, verifyToken?: TokenVerifier): Promise<Caller | undefined> {
  const { requestContext } = event as APIGatewayProxyEventV2WithJWTAuthorizer;
  const claims = requestContext.authorizer?.jwt?.claims;
  if (claims) return callerOf(claims);
  const { authorization } = event.headers;
  return authorization && verifyToken ? verifyToken(authorization) : undefined;
}

function jsonBody(event: Event): unknown {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = text === '' ? 'it is empty' : (error as Error).message;
    throw new TesseraError('malformed_json', 400, `The body must be JSON (${reason}).`);
  }
}
