import type * as z from 'zod';
import { type Detail, invalidFields } from './errors.ts';

/**
 * Checks a value against its schema.
 * @throws TesseraError `invalid_fields` (422) naming each field as a program writes it: `shots[3].nominal[0]`.
 */
export function parseFields<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: remedyOf });
  if (parsed.success) return parsed.data;
  throw invalidFields(parsed.error.issues.flatMap(detailsOf));
}

/** Zod says what it expected; people want to know what to do. A message of the schema itself goes before these. */
const remedyOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    const wanted = `give a value of type ${issue.expected}`;
    return issue.input === undefined ? `It is missing; ${wanted}.` : `It has another type; ${wanted}.`;
  }
  if (issue.code === 'invalid_value') return `It must be ${issue.values.map(String).join(' or ')}.`;
  if (issue.code === 'too_small') return `It must ${amount(issue.origin, 'at least', issue.minimum)}.`;
  if (issue.code === 'too_big') return `It must ${amount(issue.origin, 'at most', issue.maximum)}.`;
  return undefined;
};

function amount(origin: string, bound: string, limit: number | bigint): string {
  const isOne = Number(limit) === 1;
  if (origin === 'string') return `have ${bound} ${limit} ${isOne ? 'character' : 'characters'}`;
  if (origin === 'array') return `have ${bound} ${limit} ${isOne ? 'entry' : 'entries'}`;
  return `be ${bound} ${limit}`;
}

function detailsOf(issue: z.core.$ZodIssue): Detail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldName([...issue.path, key]),
      message: 'There is no such field; leave it out or correct its name.',
    }));
  }
  return [{ field: fieldName(issue.path), message: issue.message }];
}

/** Longest name that is told: one of 6 MB would come back in the answer, and twice. */
const NAME = 200;

function fieldName(path: PropertyKey[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name.replace(/^\./, '').slice(0, NAME) || 'body';
}
