import type { PHOTO_TYPES } from '../../../../lib/limits/photos.ts';

type PhotoType = (typeof PHOTO_TYPES)[number];

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const begins = (bytes: Uint8Array, ...values: number[]) => values.every((value, i) => bytes[i] === value);

/** Files of one form (ISO/IEC 14496-12) say by a brand what they hold. */
function ofBrand(brand: string): string {
  if (/^avi[fs]$/.test(brand)) return 'image/avif';
  return /^(hei[cx]|hev[cx]|mif1|msf1)$/.test(brand) ? 'image/heic' : 'video/mp4';
}

/** What the first bytes of a file say that it is; what they say of kinds that are not taken is for the words of an error. */
export function pictureType(bytes: Uint8Array): PhotoType | (string & {}) | undefined {
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif';
  if (begins(bytes, 0x49, 0x49, 0x2a, 0) || begins(bytes, 0x4d, 0x4d, 0, 0x2a)) return 'image/tiff';
  if (ascii(bytes, 4, 8) === 'ftyp') return ofBrand(ascii(bytes, 8, 12));
  if (/<svg[\s>]/i.test(ascii(bytes, 0, 1024))) return 'image/svg+xml';
  return undefined;
}
