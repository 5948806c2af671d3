import { PHOTO_TYPES } from '../../../../lib/limits/photos.ts';
import { TesseraError, tooLarge } from '../../../kernel/errors.ts';

const IPHONE = 'On an iPhone: Settings, Camera, Formats, Most Compatible.';

/** 400: it would never become a photo. */
function wrongType(field: string, given: string | undefined): TesseraError {
  const what = given ? `${given.slice(0, 100)} is not taken` : 'This is no picture';
  const remedy = given === 'image/heic' || given === 'image/heif' ? ` ${IPHONE}` : '';
  const message = `${what}: send JPEG, PNG or WebP.${remedy}`;
  return new TesseraError('wrong_type', 400, message, { details: [{ field, message }] });
}

/** 400: it says that it is one kind of picture, and is another. */
export function otherType(field: string, said: string, found: string | undefined): TesseraError {
  if (!PHOTO_TYPES.some((each) => each === found)) return wrongType(field, found);
  const message = `It is ${found}, and ${said} was said: send it as what it is.`;
  return new TesseraError('wrong_type', 400, message, { details: [{ field, message }] });
}

/** @throws TesseraError `wrong_type` (400) */
export function checkType(field: string, type: string): (typeof PHOTO_TYPES)[number] {
  const known = PHOTO_TYPES.find((each) => each === type.trim().toLowerCase());
  if (!known) throw wrongType(field, type.trim().toLowerCase());
  return known;
}

/** @throws TesseraError `too_large` (413) */
export function checkSize(field: string, bytes: number, most: number, remedy: string): void {
  if (bytes > most) throw tooLarge([{ field, message: `It has ${bytes} bytes, at most ${most}.` }], remedy);
}
