/** The event of an HTTP API, payload format 2.0. */
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { LOCAL } from '../../lib/limits.ts';
import type { Authorization } from './authorize.ts';
import { type Match, routeKey } from './route.ts';

/** Content types that arrive as text; everything else, forms too, is base64. */
const TEXT = /^(text\/.*|application\/(json|javascript|xml|.*\+json|.*\+xml))(;|$)/i;

export const createEvent = (
  request: IncomingMessage,
  url: URL,
  { route, parameters }: Match,
  body: Buffer,
  /** `requestId` is also what the answer's header apigw-requestid says. */
  { authorization, requestId }: { authorization: Authorization | undefined; requestId: string },
): APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer => {
  const { cookie, ...headers } = request.headers;
  const cookies = cookie?.split(/;\s*/);
  const query = [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')]);
  const text = TEXT.test(headers['content-type'] ?? 'text/plain') && !headers['content-encoding'];
  const now = new Date();
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: routeKey(route),
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies && { cookies }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')])),
      // It appends who called it to what it was told.
      'x-forwarded-for': [headers['x-forwarded-for'], sourceIp].flat().filter(Boolean).join(', '),
    },
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) }),
    ...(parameters && { pathParameters: parameters }),
    requestContext: {
      accountId: LOCAL.account,
      apiId: 'local',
      ...(authorization && { authorizer: { principalId: '', integrationLatency: 0, jwt: authorization as never } }),
      domainName: headers.host ?? '',
      domainPrefix: (headers.host ?? '').split('.')[0]!,
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: routeKey(route),
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
};

/** `12/Mar/2026:19:03:58 +0000` */
const logTime = (now: Date) => {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};
