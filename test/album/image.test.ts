/** A photo for its owner: by the edge, and by other ways where the edge cannot be had. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { readForm } from '../../lambdas/album/adapters/read-form.ts';
import { type ImageTools, photoImage } from '../../lambdas/album/core/photos/image.ts';
import { makeVariants } from '../../lambdas/album/core/photos/make-variants.ts';
import { uploadPhoto } from '../../lambdas/album/core/photos/upload.ts';
import type { PhotoRecord } from '../../lambdas/album/photo-ports.ts';
import { variantKey } from '../../lambdas/album/variants.ts';
import { cannotSign } from '../../lambdas/media/signing/cannot-sign.ts';
import { DIRECT_UPLOAD_BYTES, VIEW_SECONDS } from '../../lib/limits/photos.ts';
import { type AlbumRoom, albumRoom } from '../support/album-room.ts';
import { jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let photo: PhotoRecord;
let jpeg: Buffer;
let tools: ImageTools;
beforeAll(async () => {
  room = await albumRoom();
  const album = await room.album();
  jpeg = await jpegWithPlace();
  const file = { name: 'a.jpg', type: 'image/jpeg', bytes: jpeg };
  const { photo_id } = await uploadPhoto(file, { album_id: album.id }, async () => album, room);
  const work = dynamodbPhotoWork(room.documents, room.names, room.clock);
  await makeVariants({ photo: photo_id, album: album.id }, { ...room, work });
  photo = (await room.photos.find(photo_id))!;
  const urls = (bucket: string) => ({
    sign: async (key: string, saveAs?: string) => `https://${bucket}/${key}${saveAs ? ` as ${saveAs}` : ''}`,
  });
  tools = {
    photos: room.photos,
    originals: { objects: room.originals, urls: urls('work') },
    shown: { objects: room.shown, urls: urls('shown') },
    signer: {
      url: async (path, seconds) => `${path}?${seconds}`,
      cookies: () => Promise.reject(new Error('not asked')),
    },
    clock: room.clock,
  };
});
afterAll(() => room.close());

const unsigned = (): ImageTools => ({
  ...tools,
  signer: { ...tools.signer, url: () => Promise.reject(cannotSign(new Error('no secret'))) },
});
const key = () => variantKey(photo.collection, photo.id, 'screen');

test('a variant is shown by the edge, for two minutes', async () => {
  expect(await photoImage(photo, { variant: 'screen' }, tools)).toEqual({ location: `/${key()}?${VIEW_SECONDS}` });
});

test('where nothing can be signed, the bytes come themselves up to 4 MB, and above that from the bucket', async () => {
  const bytes = await room.shown.get(key());
  expect(await photoImage(photo, { variant: 'screen' }, unsigned())).toEqual({ type: 'image/webp', bytes });
  const large = { ...tools.shown.objects, stat: async () => ({ bytes: DIRECT_UPLOAD_BYTES + 1 }) };
  const shown = { ...tools.shown, objects: large };
  expect(await photoImage(photo, { variant: 'screen' }, { ...unsigned(), shown })).toEqual({
    location: `https://shown/${key()}`,
  });
});

test('one that goes while it is looked for is not there, whichever way it would have come', async () => {
  const objects = { stat: async () => undefined, get: async () => undefined };
  const missing = { status: 404, code: 'not_found' };
  const gone = { objects, urls: tools.shown.urls };
  await expect(photoImage(photo, { variant: 'thumb' }, { ...unsigned(), shown: gone })).rejects.toMatchObject(missing);
  await expect(photoImage(photo, { variant: 'original' }, { ...tools, originals: gone })).rejects.toMatchObject(
    missing,
  );
});

test('another fault than a missing key is not hidden', async () => {
  const broken = { ...tools.signer, url: () => Promise.reject(new Error('a bug')) };
  await expect(photoImage(photo, { variant: 'thumb' }, { ...tools, signer: broken })).rejects.toThrow('a bug');
});

test('the original never goes by the edge; a phone may ask for the bucket', async () => {
  expect(await photoImage(photo, { variant: 'original' }, tools)).toEqual({
    ...{ type: 'image/jpeg', bytes: new Uint8Array(jpeg), saveAs: 'a.jpg' },
  });
  const large = { ...photo, bytes: DIRECT_UPLOAD_BYTES + 1 };
  expect(await photoImage(large, { variant: 'original' }, tools)).toEqual({
    location: `https://work/${photo.key} as a.jpg`,
  });
  expect(await photoImage(photo, { variant: 'thumb', via: 's3' }, tools)).toMatchObject({
    location: expect.stringMatching(/^https:\/\/shown\/.*thumb\.webp$/),
  });
});

test('a body that is no form, or breaks off, is refused by name', async () => {
  const refused = { status: 422, code: 'invalid_fields', details: [{ field: 'body' }] };
  const type = 'multipart/form-data; boundary=x';
  await expect(readForm('application/json', Buffer.from('{}'))).rejects.toMatchObject(refused);
  await expect(readForm('multipart/form-data', Buffer.from('--x--'))).rejects.toMatchObject(refused);
  const half = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf';
  await expect(readForm(type, Buffer.from(half))).rejects.toMatchObject(refused);
  const whole = '--x\r\ncontent-disposition: form-data; name="album_id"\r\n\r\nalbum\r\n--x--\r\n';
  expect(await readForm(type, Buffer.from(whole))).toEqual({ fields: { album_id: 'album' } });
});

test('nothing of a form is left out in silence: a second photo, a field that is cut off or given twice, too many', async () => {
  const type = 'multipart/form-data; boundary=x';
  const field = (name: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = field('file"; filename="a.jpg', 'bytes');
  const refusal = (...parts: string[]) => readForm(type, Buffer.from(`${parts.join('')}--x--\r\n`));
  const named = (name: string) => ({ status: 422, details: [{ field: name }] });
  await expect(refusal(file, file)).rejects.toMatchObject(named('file'));
  await expect(refusal(field('title', ' '.repeat(20_000)), file)).rejects.toMatchObject(named('title'));
  await expect(refusal(field('album_id', 'a'), field('album_id', 'b'), file)).rejects.toMatchObject(named('album_id'));
  const many = Array.from({ length: 21 }, (_, i) => field(`f${i}`, ''));
  await expect(refusal(...many, file)).rejects.toMatchObject(named('body'));
  const odd = (await refusal(field('album_id', 'a'), field('__proto__', 'b'), file)).fields;
  expect(Object.keys(odd)).toEqual(['album_id', '__proto__']);
  expect((await refusal(field('album_id', 'a'), file)).file!.name).toBe('a.jpg');
});

test('a picture that says it is of another kind is told what it is', async () => {
  const file = { name: 'a.png', type: 'image/png', bytes: jpeg };
  await expect(uploadPhoto(file, { album_id: photo.collection }, () => room.album(), room)).rejects.toMatchObject({
    ...{ status: 400, code: 'wrong_type' },
    message: expect.stringMatching(/^It is image\/jpeg, and image\/png was said/),
  });
});
