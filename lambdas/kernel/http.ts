import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod';
import { type Caller, callerOf, type TokenVerifier, tokenVerifier } from './caller.ts';
import { readEnv } from './env.ts';
import { TesseraError } from './errors.ts';
import { parseFields } from './fields.ts';
import { logger } from './log.ts';
import { type HttpAnswer, respondError } from './respond.ts';
import type { ApiRoute, Parsed } from './route.ts';

type Event = APIGatewayProxyEventV2 & Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'>>;

/** What a use case gets. There is always a caller where the route requires a login. */
export type ApiRequest<Route extends ApiRoute> = {
  params: Parsed<Route, 'params'>;
  query: Parsed<Route, 'query'>;
  body: Parsed<Route, 'body'>;
  caller: Route['login'] extends 'required' ? Caller : Caller | undefined;
};

/**
 * One route of the HTTP API: its parts are parsed by the schemas of its line in the table (422 naming each field, 400 for
 * what is not JSON), the use case answers, and every error becomes an answer (`respond.ts`).
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
      request.response = respondError(request.error, requestId);
    })
    .handler(async (event) => {
      const caller = await callerFrom(event, verifyToken);
      if (!caller && route.login === 'required') {
        throw new TesseraError('unauthorized', 401, 'Log in first: this request needs an access token.');
      }
      return useCase({
        caller,
        params: parseFields(route.params ?? z.object({}), event.pathParameters ?? {}),
        query: parseFields(route.query ?? z.object({}), event.queryStringParameters ?? {}),
        body: route.body && parseFields(route.body, jsonBody(event)),
      } as ApiRequest<Route>);
    });
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

function jsonBody(event: Event): unknown {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = text === '' ? 'it is empty' : (error as Error).message;
    throw new TesseraError('malformed_json', 400, `The body must be JSON (${reason}).`);
  }
}
