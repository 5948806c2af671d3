/** What a route answers when it refuses. Refusals of many routes are components; those with codes of the route's own stand there. */
import { AnyError, ErrorAnswer, GatewayMessage } from '../../lambdas/kernel/error-answer.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import type { Components } from './components.ts';

/** Who refuses: our function in its form (code -> message), API Gateway in its own, or either. */
type Refusal = { status: number; description: string; codes?: Record<string, string>; gateway?: string };

const REQUEST_ID = '8d3c5f60-7c1e-4f0e-9a35-1f4f5d1c2b3a';
const MISSING_NAME = 'It is missing; give a value of type string.';

const SHARED = {
  MalformedJson: {
    status: 400,
    description: 'The body is not JSON',
    codes: { malformed_json: 'The body must be JSON (it is empty).' },
  },
  LoginRequired: {
    status: 401,
    description: 'No access token, or one that is not good',
    codes: { unauthorized: 'The token names nobody (claim sub). Log in again.' },
    gateway: 'Unauthorized',
  },
  TokenNotGood: {
    status: 401,
    description: 'A token was sent and is not good; without one, visitors are served',
    codes: { unauthorized: 'The token is not valid ("exp" claim timestamp check failed). Log in again.' },
  },
  ScopeRequired: { status: 403, description: 'The token lacks the scope', gateway: 'Forbidden' },
  ScopeMissing: {
    status: 403,
    description: 'A token was sent and lacks the scope',
    codes: { forbidden: 'The token lacks the scope maps:read. Log in again and grant it.' },
  },
  NotFound: {
    status: 404,
    description: 'There is no such thing, or it belongs to somebody else',
    codes: { not_found: 'There is no map old-town-x7k2mp, or it is not yours.' },
  },
  UnknownLink: {
    status: 404,
    description: 'There is no such link, or nothing of that name behind it',
    codes: { not_found: 'There is no such link. Ask whoever gave it to you for a new one.' },
  },
  ClosedLink: {
    status: 410,
    description: 'The link was good once',
    codes: {
      link_expired: 'This link has expired. Ask whoever gave it to you for a new one.',
      link_revoked: 'This link was taken back. Ask whoever gave it to you for a new one.',
      link_exhausted: 'This link has been opened as often as it may be. Ask whoever gave it to you for a new one.',
    },
  },
  BodyTooLarge: { status: 413, description: 'The body is larger than 6 MB', gateway: 'Request Entity Too Large' },
  UnsupportedMediaType: {
    status: 415,
    description: 'The body does not say that it is application/json',
    codes: { unsupported_media_type: 'The header Content-Type must be application/json (it says text/plain).' },
  },
  InvalidFields: {
    status: 422,
    description: 'Fields of path, query or body are wrong, missing or unknown; `details` names each with its remedy',
    codes: { invalid_fields: `name: ${MISSING_NAME}` },
  },
  TooManyRequests: { status: 429, description: 'Too many at once; wait and ask again', gateway: 'Too Many Requests' },
  TooManyOfGuest: {
    status: 429,
    description: 'Too many from this address; wait as long as Retry-After says',
    codes: { too_many: 'Too many requests from your address. Try again in 42 s.' },
    gateway: 'Too Many Requests',
  },
  InternalError: {
    status: 500,
    description: 'A bug of the platform; report the request id',
    codes: {
      internal: `Something went wrong on our side. Try again; if it stays, report the request id ${REQUEST_ID}.`,
    },
    gateway: 'Internal Server Error',
  },
  Unavailable: {
    status: 503,
    description: 'Busy just now; the same request may succeed later',
    codes: { unavailable: 'The platform is busy just now. Try again in a moment.' },
    gateway: 'Service Unavailable',
  },
} as const satisfies Record<string, Refusal>;
type Shared = keyof typeof SHARED;

/** Codes that every route may answer with, and their status; those of its own are in its line of the table. */
export const COMMON_ERRORS: Record<string, number> = Object.fromEntries(
  Object.values<Refusal>(SHARED).flatMap(({ status, codes = {} }) => Object.keys(codes).map((code) => [code, status])),
);

/** `components.responses` of the document. */
export const sharedResponses = (components: Components): Record<string, object> =>
  Object.fromEntries(Object.entries(SHARED).map(([name, refusal]) => [name, responseOf(refusal, components)]));

/** By status. */
export function errorResponses(route: ApiRoute, components: Components): Record<string, object> {
  const own = Map.groupBy(Object.entries(route.errors ?? {}), ([, status]) => status);
  const shared = sharedBy(route);
  const common = shared
    .filter((name) => !own.has(SHARED[name].status as 404))
    .map((name) => [SHARED[name].status, { $ref: `#/components/responses/${name}` }] as const);
  const special = [...own].map(([status, errors]) => {
    const before: Refusal | undefined = shared.map((name) => SHARED[name]).find((each) => each.status === status);
    const codes = Object.fromEntries(errors.map(([code]) => [code, 'What is in the way, and what to do about it.']));
    const description = before?.description ?? 'It cannot be done as things are';
    return [status, responseOf({ ...before, status, description, codes: { ...before?.codes, ...codes } }, components)];
  });
  return Object.fromEntries([...common, ...special]);
}

const ACCESS = {
  required: ['LoginRequired', 'ScopeRequired'],
  optional: ['TokenNotGood', 'ScopeMissing'],
  guest: ['UnknownLink', 'ClosedLink'],
} as const satisfies Record<ApiRoute['login'], Shared[]>;

function sharedBy({ login, ownership, params, body }: ApiRoute): Shared[] {
  const named = ownership === 'owner' || (ownership === 'reader' && params);
  const isGuest = login === 'guest';
  return [
    ...(body ? (['MalformedJson', 'BodyTooLarge', 'UnsupportedMediaType'] as const) : []),
    ...ACCESS[login],
    ...(named ? (['NotFound'] as const) : []),
    ...(['InvalidFields', isGuest ? 'TooManyOfGuest' : 'TooManyRequests', 'InternalError', 'Unavailable'] as const),
  ];
}

function responseOf({ status, description, codes = {}, gateway }: Refusal, components: Components): object {
  const names = Object.keys(codes);
  const form = !gateway ? ErrorAnswer : names.length > 0 ? AnyError : GatewayMessage;
  const own = Object.entries(codes).map(([code, message]) => [code, { value: errorOf(code, message) }] as const);
  const examples = Object.fromEntries([...own, ...(gateway ? [['gateway', { value: { message: gateway } }]] : [])]);
  const told =
    names.length > 0 ? `${description} (${names.map((code) => `\`${code}\``).join(', ')}).` : `${description}.`;
  return {
    description: told,
    headers: {
      'apigw-requestid': { $ref: '#/components/headers/RequestId' },
      ...((status === 503 || (status === 429 && codes.too_many)) && {
        'retry-after': { $ref: '#/components/headers/RetryAfter' },
      }),
    },
    content: { 'application/json': { schema: components.of(form, 'output'), examples } },
  };
}

function errorOf(code: string, message: string): object {
  const details = code === 'invalid_fields' ? [{ field: 'name', message: MISSING_NAME }] : [];
  return { error: { code, message, details, request_id: REQUEST_ID } };
}
