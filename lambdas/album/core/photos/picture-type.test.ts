import { expect, test } from 'vitest';
import { pictureType } from './picture-type.ts';

/** The beginning of a file of that brand. */
const ofBrand = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1`);

test.each([
  ['avif', 'image/avif'],
  ['avis', 'image/avif'],
  ['heic', 'image/heic'],
  ['mif1', 'image/heic'],
  ['isom', 'video/mp4'],
])('a file of the brand %s is %s', (brand, type) => expect(pictureType(ofBrand(brand))).toBe(type));
