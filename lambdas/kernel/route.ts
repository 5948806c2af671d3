import type * as z from 'zod';

/**
 * One route of the HTTP API, as a line of a product's table (`lambdas/{product}/routes.ts`). The handler validates with it,
 * the stack makes function and route of it, the client calls by it, the OpenAPI document describes it.
 */
export type ApiRoute = RouteParts & (ForAccounts | ForGuests);

type RouteParts = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As API Gateway writes it: `/api/maps/{map}`; every variable is a field of `params`. */
  path: string;
  /** One line: what the function is for. */
  does: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** JSON; a route without this schema ignores a body. */
  body?: z.ZodType;
  /** The fields beside `file`, the one file of a form (multipart/form-data). */
  form?: z.ZodObject;
  /** What it answers when all went well, by status; `NoBody` and `Bytes` of bodies.ts where it is no JSON. */
  answers: Record<number, z.ZodType>;
  /** Errors of its own, by code; those of every route are not listed. */
  errors?: Record<string, 400 | 401 | 404 | 409 | 410 | 413 | 422 | 429>;
};

type ForAccounts = {
  /** What the access token must hold. */
  scope: string;
  /**
   * `required`: API Gateway refuses who has no good token. `optional`: visitors are served, too; a token that is sent is
   * checked by the function, and one that is not good is refused, never ignored.
   */
  login: 'required' | 'optional';
  /**
   * Whose things it is about. `caller`: it makes or lists the caller's own. `owner`: what is named must be the caller's,
   * else 404. `reader`: what is named must be public or the caller's, else 404.
   */
  ownership: 'caller' | 'owner' | 'reader';
};

/** Who has a link needs no account: an access token is not even read, the link in the path says what may be seen. */
type ForGuests = {
  scope?: undefined;
  login: 'guest';
  ownership: 'link';
  /** The header that says who has opened the link (SESSION_HEADER): `required`, 401 without; `optional`, it changes what is answered. */
  session?: 'required' | 'optional';
};

type Part = 'params' | 'query' | 'body';

/** A part of a request as the use case gets it: parsed, defaults filled in. */
export type Parsed<Route, Name extends Part> =
  Route extends Record<Name, z.ZodType> ? z.output<Route[Name]> : undefined;
/** The parts that a caller sends; what has a default may be left out. */
export type Sent<Route> = {
  [Name in Part & keyof Route]: Route[Name] extends z.ZodType ? z.input<Route[Name]> : never;
};
export type AnswerOf<Route extends ApiRoute> = z.output<Route['answers'][keyof Route['answers']]>;
