import { expect, it } from 'vitest';
import * as z from 'zod';
import { PlaceInList, readCursor, writeCursor } from './cursor.ts';

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

it('takes places of ids as we make them alone', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const read = (place: object) => readCursor(PlaceInList, writeCursor(place));
  for (const id of ['photo_2c6e1a0e-0000-4000-8000-000000000000', 'old-town_x7k2mq', 'job_01ARZ3NDEKTSV4RRFFQ69G5FAV'])
    expect(read({ at, id })).toEqual({ at, id });
  for (const id of ['', '\ud800', 'a\0', 'x'.repeat(61), 'a#b']) expect(() => read({ at, id })).toThrowError(/next/);
  expect(() => read({ at: `2026-01-01T00:00:00.${'0'.repeat(600)}Z`, id: 'x' })).toThrowError(/next/);
});
