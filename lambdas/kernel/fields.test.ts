import { expect, it } from 'vitest';
import * as z from 'zod';
import type { TesseraError } from './errors.ts';
import { parseFields } from './fields.ts';

const Thing = z.strictObject({
  name: z.string().min(2).max(4),
  size: z.int().min(1).max(9),
  at: z.tuple([z.number(), z.number()]),
  kind: z.enum(['a', 'b']),
  tags: z.array(z.string()).max(2),
  id: z.string().regex(/^x/, 'Take it from there.'),
  note: z.string().min(1).optional(),
});
const good = { name: 'abc', size: 1, at: [1, 2], kind: 'a', tags: [], id: 'x' };

function refusal(value: unknown): TesseraError {
  try {
    parseFields(Thing, value);
  } catch (error) {
    return error as TesseraError;
  }
  throw new Error('it was taken');
}

it.each([
  [{ name: undefined }, 'name', 'It is missing; give a value of type string.'],
  [{ size: '1' }, 'size', 'It has another type; give a value of type number.'],
  [{ size: 1.5 }, 'size', 'It has another type; give a value of type int.'],
  [{ name: 'a' }, 'name', 'It must have at least 2 characters.'],
  [{ name: 'abcde' }, 'name', 'It must have at most 4 characters.'],
  [{ size: 0 }, 'size', 'It must be at least 1.'],
  [{ note: '' }, 'note', 'It must have at least 1 character.'],
  [{ size: 10 }, 'size', 'It must be at most 9.'],
  [{ at: [1] }, 'at', 'It must have at least 2 entries.'],
  [{ at: [1, null] }, 'at[1]', 'It has another type; give a value of type number.'],
  [{ kind: 'c' }, 'kind', 'It must be a or b.'],
  [{ tags: ['a', 'b', 'c'] }, 'tags', 'It must have at most 2 entries.'],
  [{ id: 'y' }, 'id', 'Take it from there.'],
  [{ nmae: 'a' }, 'nmae', 'There is no such field; leave it out or correct its name.'],
])('%j: names the field and the remedy', (change, field, message) => {
  const { status, code, details } = refusal({ ...good, ...change });
  expect({ status, code, details }).toEqual({ status: 422, code: 'invalid_fields', details: [{ field, message }] });
});

it.each([null, [], 'a', 1])('%j is no object', (value) => {
  expect(refusal(value).details).toEqual([
    { field: 'body', message: 'It has another type; give a value of type object.' },
  ]);
});

it('tells the first fields in the message and at most 100 in the details', () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`f${i}`, i]));
  const { message, details } = refusal({ ...good, ...many });
  expect(details).toHaveLength(100);
  expect(message).toMatch(/^f0: .* f1: .* f2: .* and 147 more$/);
});

it('does not send back a name of any length', () => {
  expect(refusal({ ...good, ['x'.repeat(10_000)]: 1 }).message.length).toBeLessThan(300);
});
