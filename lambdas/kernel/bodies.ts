/** Answers that are no JSON, in the place of a schema in a line of the table of routes. */
import * as z from 'zod';

/** Of 204 and 302. */
export const NoBody = z.undefined();
/** A picture, in the type that Content-Type says. */
export const Bytes = z.instanceof(Uint8Array);
