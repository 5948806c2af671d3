import { expect, it } from 'vitest';
import * as z from 'zod';
import { readCursor, writeCursor } from './cursor.ts';

const Place = z.strictObject({ at: z.string() });

it('goes on where the page before ended', () => {
  expect(readCursor(Place, writeCursor({ at: 'é' }))).toEqual({ at: 'é' });
  expect(readCursor(Place, undefined)).toBeUndefined();
});

it.each(['', 'x', writeCursor({ at: 1 }), writeCursor({ at: 'a', owner: 'ben' })])(
  'refuses what it did not write: "%s"',
  (next) => {
    expect(() => readCursor(Place, next)).toThrowError(
      expect.objectContaining({ status: 422, details: [{ field: 'next', message: expect.any(String) }] }),
    );
  },
);
