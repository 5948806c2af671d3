import * as z from 'zod';
import { invalidFields } from './errors.ts';
import type { Place } from './page.ts';

/**
 * Where a list goes on: opaque to the caller. It holds only a place inside lists that the caller may read anyway (the
 * handler adds the owner from the token), so that a forged one shows nothing; what is not of the schema is refused.
 */
export const writeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws TesseraError 422 naming the field `next`. */
export function readCursor<Schema extends z.ZodType>(schema: Schema, cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const parsed = Json.pipe(schema).safeParse(Buffer.from(cursor, 'base64url').toString());
  if (parsed.success) return parsed.data as z.output<Schema>;
  throw invalidFields([{ field: 'next', message: 'Give the value of next from the page before, or leave it out.' }]);
}

/** Of a list that is sorted by time. What no id of ours looks like, half a character for one, DynamoDB may take for no request at all. */
export const PlaceInList = z.object({
  at: z.iso.datetime().max(40),
  id: z.string().regex(/^[\w-]{1,60}$/),
}) satisfies z.ZodType<Place>;

const Json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});
