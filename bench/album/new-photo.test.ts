import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { newPhoto } from './new-photo.ts';

it('is a file like no other that shows the same', async () => {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  const [first, second] = [newPhoto(jpeg, 'a.jpg'), newPhoto(jpeg, 'b.jpg')];
  expect(first.bytes.equals(second.bytes)).toBe(false);
  const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
  expect(await pixels(first.bytes)).toEqual(await pixels(jpeg));
  expect(first.announced).toEqual({
    ...{ filename: 'a.jpg', content_type: 'image/jpeg', file_size: first.bytes.length },
    sha256: createHash('sha256').update(first.bytes).digest('hex'),
  });
});
