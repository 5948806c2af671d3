import { expect, test } from 'vitest';
import { pictureType } from './picture-type.ts';

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\r', 'image/png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF\0', 'image/jpeg'],
  ['RIFF\x10\0\0\0WEBPVP8L', 'image/webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', undefined],
  ['GIF89a', undefined],
  ['', undefined],
])('%j is %s', (start, type) => {
  expect(pictureType(Uint8Array.from(start, (letter) => letter.charCodeAt(0)))).toBe(type);
});
