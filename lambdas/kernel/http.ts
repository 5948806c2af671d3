import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod';
import { type Caller, callerOf, type TokenVerifier, tokenVerifier } from './caller.ts';
import { readEnv } from './env.ts';
import { TesseraError, unavailable } from './errors.ts';
import { parseFields } from './fields.ts';
import { jsonBody } from './json-body.ts';
import { logger } from './log.ts';
import { type HttpAnswer, respondError } from './respond.ts';
import type { ApiRoute, Parsed } from './route.ts';
import { isTransient } from './transient.ts';

type Event = APIGatewayProxyEventV2 & Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'>>;

/** What a use case gets. There is always a caller where the route requires a login. */
export type ApiRequest<Route extends ApiRoute> = {
  params: Parsed<Route, 'params'>;
  query: Parsed<Route, 'query'>;
  body: Parsed<Route, 'body'>;
  caller: Route['login'] extends 'required' ? Caller : Route['login'] extends 'guest' ? undefined : Caller | undefined;
  /** Names in lower case; repeated ones are joined. */
  headers: Record<string, string | undefined>;
  /** Address of whoever called the API: behind CloudFront a server of the edge. */
  source: string;
  /** The body as it came, for routes that take no JSON. */
  bytes(): Buffer;
};

/**
 * One route of the HTTP API: its parts are parsed by the schemas of its line in the table (422 naming each field, also a
 * query parameter that nobody knows), the use case answers, and every error becomes an answer (`respond.ts`).
 */
export function apiHandler<const Route extends ApiRoute>(
  route: Route,
  useCase: (request: ApiRequest<Route>) => Promise<HttpAnswer>,
  verifyToken = route.login === 'optional' ? deployedVerifier(route.scope) : undefined,
) {
  return middy<Event, HttpAnswer>()
    .use(injectLambdaContext(logger))
    .onError((request) => {
      const requestId = request.event.requestContext.requestId;
      if (!(request.error instanceof TesseraError) || request.error.status >= 500) {
        logger.error('request failed', { request_id: requestId, error: request.error as Error });
      }
      request.response = respondError(laterIfTransient(request.error), requestId);
    })
    .handler(async (event) => {
      const caller = route.login === 'guest' ? undefined : await callerFrom(event, verifyToken);
      if (!caller && route.login === 'required') {
        throw new TesseraError('unauthorized', 401, 'Log in first: this request needs an access token.');
      }
      return useCase({
        caller,
        params: parseFields(route.params ?? NO_FIELDS, event.pathParameters ?? {}),
        query: parseFields(route.query ?? NO_FIELDS, event.queryStringParameters ?? {}),
        body: route.body && parseFields(route.body, jsonBody(event)),
        headers: event.headers,
        source: event.requestContext.http.sourceIp,
        bytes: () => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
      } as ApiRequest<Route>);
    });
}

const NO_FIELDS = z.strictObject({});

/** What a service could not do just now is not our bug, and the caller may ask again. */
function laterIfTransient(error: unknown): unknown {
  if (error instanceof TesseraError || !isTransient(error)) return error;
  return unavailable('The platform is busy just now. Try again in a moment.', error);
}

/** Where visitors are served, too, there is no authorizer, and the function verifies a token itself. */
function deployedVerifier(scope: string): TokenVerifier {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = readEnv('OIDC_ISSUER', 'OIDC_AUDIENCE');
  return tokenVerifier({ issuer, audience, scope });
}

async function callerFrom(event: Event, verifyToken?: TokenVerifier): Promise<Caller | undefined> {
  const { requestContext } = event as APIGatewayProxyEventV2WithJWTAuthorizer;
  const claims = requestContext.authorizer?.jwt?.claims;
  if (claims) return callerOf(claims);
  const { authorization } = event.headers;
  return authorization && verifyToken ? verifyToken(authorization) : undefined;
}
