import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { PHOTO_BYTES } from '../../lib/limits/photos.ts';
import { describePhoto, WrongFile } from './photo-file.ts';

const file = (bytes: string | number[], name = 'IMG_1.jpg') => new File([Uint8Array.from(bytes as number[])], name);
const latin = (text: string) => [...text].map((character) => character.charCodeAt(0));
const JPEG = [0xff, 0xd8, 0xff, 0xe0, ...latin('0000JFIF')];

test('a photo is told by its bytes, whatever it is called', async () => {
  expect(await describePhoto(file(JPEG, 'holiday.png'))).toEqual({
    ...{ filename: 'holiday.png', content_type: 'image/jpeg', file_size: JPEG.length },
    sha256: createHash('sha256').update(Uint8Array.from(JPEG)).digest('hex'),
  });
});

test.each([
  ['heic', /Settings, Camera, Formats, Most Compatible/],
  ['mif1', /Most Compatible/],
  ['mp42', /not a JPEG, PNG or WebP/],
])('a file of the brand %s says what to do', async (brand, words) => {
  const refused = describePhoto(file([0, 0, 0, 24, ...latin(`ftyp${brand}`), 0, 0], 'IMG_2.heic'));
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.toBeInstanceOf(WrongFile);
});

test('what is empty, too large, or gone is refused before it is read to its end', async () => {
  await expect(describePhoto(file([]))).rejects.toThrow('The file is empty');
  const large = Object.defineProperty(file(JPEG), 'size', { value: PHOTO_BYTES + 1 });
  await expect(describePhoto(large)).rejects.toThrow(/at most 52.4 MB are allowed/);
  const gone = Object.assign(file(JPEG), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) });
  await expect(describePhoto(gone)).rejects.toThrow('Choose it again');
});
