/** Fields that schemas of several products share: ids, texts, times, pages of lists. */
import * as z from 'zod';

/** Ids are made by the platform; a message says where to find the right one. */
export const id = (pattern: RegExp, what: string, source: string) =>
  z
    .string()
    .regex(pattern, `This is not the id of ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}; take it from ${source}.`);
export const Time = z.iso.datetime().describe('UTC');
/**
 * Stored and shown as it is: half a character or a control character would come back as something else. U+FFFD is what
 * decoders put in the place of bytes that are no text.
 */
export const plain = (text: z.ZodString) =>
  text.refine(
    (it) => it.isWellFormed() && !/[\p{Cc}\ufffd]/u.test(it),
    'Give plain text without control characters and without U+FFFD.',
  );
/**
 * Something to see: not only spaces and zero widths. U+2800 is the empty Braille pattern. Characters that turn what follows (others
 * than the marks that names in Arabic or Hebrew need) would make a name look like another one, and turn the words after it.
 */
export const named = (text: z.ZodString) =>
  plain(text)
    .refine((it) => /[^\p{C}\p{Z}\p{DI}\u2800]/u.test(it), 'Give a name that can be seen.')
    .refine(
      (it) => !/[\u202a-\u202e\u2066-\u2069]/.test(it),
      'Give a name without characters that turn the direction of a text (U+202A to U+202E, U+2066 to U+2069).',
    );
export const Next = z
  .string()
  .nullable()
  .describe('Give it as `next` to get the page after this one; null: this is the last');
export const PageQuery = z.strictObject({
  next: z.string().max(1000).optional().describe('`next` of the page before; left out: the first page'),
});
