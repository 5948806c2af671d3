/** Answers of something that is no platform, or not the address of one. */
import { ApiError } from './api-error.ts';

/** Browsers do not show where a redirect leads to. */
export const isRedirect = ({ status, type }: Response) => type === 'opaqueredirect' || (status >= 300 && status < 400);

/** Followed, a call would lose its body or its token; who asked should know the right address. `details` name it. */
export function redirected({ status, url, headers }: Response, path: string): ApiError {
  const location = headers.get('location');
  const target = location ? URL.parse(location, url || undefined)?.href : undefined;
  const message = target ? `The server answered with a redirect to ${target}.` : 'The server answered with a redirect.';
  // Most send every path to the same one elsewhere.
  const platform = target?.endsWith(path) ? target.slice(0, -path.length) : target;
  return new ApiError(status, 'redirected', message, {
    details: platform ? [{ field: 'location', message: platform }] : [],
  });
}

export const noPlatform = (base: string, path: string) =>
  new ApiError(200, 'no_platform', `${base}${path} is a page and no data: is this the address of a Tessera platform?`);
