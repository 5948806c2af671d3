import type { SHOT_TYPES } from '../../lib/limits.ts';

/** Enough bytes of a file to tell its kind. */
export const TYPE_BYTES = 12;

/** Kind of a picture by its first bytes, whatever its name says; undefined for what is not accepted. */
export function pictureType(start: Uint8Array): (typeof SHOT_TYPES)[number] | undefined {
  const latin = String.fromCharCode(...start.subarray(0, TYPE_BYTES));
  if (latin.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (latin.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (latin.startsWith('RIFF') && latin.slice(8) === 'WEBP') return 'image/webp';
  return undefined;
}
