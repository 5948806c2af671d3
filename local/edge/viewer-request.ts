/** A viewer's request, as the edge carries it from the function to the origin. */
import type { IncomingMessage } from 'node:http';
import { asPairs, asValues, type FunctionRequest } from './viewer-function.ts';

export type ViewerRequest = {
  method: string;
  /** Path as written, percent-encoded. */
  uri: string;
  /** Query string as written, without `?`. */
  search: string;
  /** Lower-case names; repeated ones joined. */
  headers: Record<string, string>;
};

export const readViewerRequest = (request: IncomingMessage): ViewerRequest => {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: request.method ?? 'GET',
    uri: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? '' : url.slice(mark + 1),
    headers: Object.fromEntries(headers),
  };
};

const split = (text: string, separator: RegExp): [string, string][] =>
  text
    .split(separator)
    .filter(Boolean)
    .map((pair) => {
      const mark = pair.indexOf('=');
      return mark < 0 ? [pair, ''] : [pair.slice(0, mark), pair.slice(mark + 1)];
    });
const join = (pairs: [string, string][], separator: string) =>
  pairs.map(([name, value]) => (value ? `${name}=${value}` : name)).join(separator);

export const toFunction = ({ method, uri, search, headers }: ViewerRequest): FunctionRequest => {
  const { cookie = '', ...rest } = headers;
  return {
    method,
    uri,
    querystring: asValues(split(search, /&/)),
    headers: asValues(Object.entries(rest)),
    cookies: asValues(split(cookie, /;\s*/)),
  };
};

/** What a function made of the request; method and Host stay the viewer's. */
export const fromFunction = (made: FunctionRequest, { method, headers }: ViewerRequest): ViewerRequest => {
  const cookie = join(asPairs(made.cookies ?? {}), '; ');
  return {
    method,
    uri: made.uri,
    search: join(asPairs(made.querystring ?? {}), '&'),
    headers: {
      ...Object.fromEntries(asPairs(made.headers ?? {})),
      ...(headers.host !== undefined && { host: headers.host }),
      ...(cookie && { cookie }),
    },
  };
};
