import type * as z from 'zod';
import { type Detail, invalidFields } from './errors.ts';

/** Enough to mend a request by; 10,000 wrong shots would make an answer of a megabyte. */
const DETAILS = 100;

/**
 * Checks a value against its schema.
 * @throws TesseraError `invalid_fields` (422) naming each field as a program writes it: `shots[3].nominal[0]`.
 */
export function parseFields<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: missingField });
  if (parsed.success) return parsed.data;
  throw invalidFields(parsed.error.issues.flatMap(detailsOf).slice(0, DETAILS));
}

/** Zod says "expected string, received undefined", which nobody says of a field that was left out. */
const missingField: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined
    ? `It is missing; give a value of type ${issue.expected}.`
    : undefined;

function detailsOf(issue: z.core.$ZodIssue): Detail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldName([...issue.path, key]),
      message: 'There is no such field; leave it out or correct its name.',
    }));
  }
  return [{ field: fieldName(issue.path), message: issue.message }];
}

function fieldName(path: PropertyKey[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name.replace(/^\./, '') || 'body';
}
