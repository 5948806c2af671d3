import { ApiFailure } from './failure.ts';

/** One page of a list; the token is the place where the next one begins. */
export function page<T>(rows: T[], request: { maxResults?: number; nextToken?: string }, most: number) {
  const from = request.nextToken === undefined ? 0 : Number(Buffer.from(request.nextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0)
    throw new ApiFailure('InvalidToken', `Invalid Token: '${request.nextToken}'`);
  const to = from + (request.maxResults || most);
  return {
    rows: rows.slice(from, to),
    ...(to < rows.length ? { nextToken: Buffer.from(String(to)).toString('base64url') } : {}),
  };
}

/** Times travel as seconds. */
export const seconds = (milliseconds: number) => milliseconds / 1000;
/** Leaves out what is null: the API has no nulls. */
export const present = <T extends Record<string, unknown>>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
