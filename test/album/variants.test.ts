/** What people see of a photo: upright, small, and nothing of what the camera noted; and what no picture does to the worker. */

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { confirmPhoto } from '../../lambdas/album/core/photos/confirm.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { makeVariants } from '../../lambdas/album/core/photos/make-variants.ts';
import { showPhoto } from '../../lambdas/album/core/photos/photo-view.ts';
import { removePhoto } from '../../lambdas/album/core/photos/remove-photo.ts';
import type { AlbumRecord } from '../../lambdas/album/ports.ts';
import { VARIANTS, variantKey } from '../../lambdas/album/variants.ts';
import { JPEG_SCANS, VARIANT_ATTEMPTS, VARIANT_SIDES } from '../../lib/limits/photos.ts';
import { MAX_RECEIVE_COUNT } from '../../lib/limits/queues.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { cutOff, goodPhotos, mutated, SAME } from '../support/corpus.ts';
import { drawn, jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let album: AlbumRecord;
let tools: Parameters<typeof makeVariants>[1];
beforeAll(async () => {
  room = await albumRoom();
  album = await room.album();
  tools = { ...room, work: dynamodbPhotoWork(room.documents, room.names, room.clock) };
});
afterAll(() => room.close());

/** Uploaded and confirmed; or why it was not taken. */
async function stored(bytes: Uint8Array, type?: string): Promise<string> {
  const ticket = await createPhotoTicket(fileOf(bytes, type), async () => album, room);
  await putFile(ticket, bytes);
  await confirmPhoto((await room.photos.find(ticket.photo_id))!, room);
  return ticket.photo_id;
}
const make = (photo: string) => makeVariants({ photo, album: album.id }, tools);
const shown = async (photo: string) => showPhoto((await room.photos.find(photo))!, room.photos);
const variantsOf = (photo: string) =>
  Promise.all(VARIANTS.map((variant) => room.shown.get(variantKey(album.id, photo, variant))));

test('thumb and screen are upright WebP, as large as they may be, without place and camera', async () => {
  const jpeg = await jpegWithPlace(3000, 1500);
  const { exif } = await sharp(jpeg).metadata();
  expect(exif!.includes('A phone')).toBe(true);
  const photo = await stored(jpeg);
  expect(await make(photo)).toBe('ready');
  const [thumb, screen] = await variantsOf(photo);
  for (const [bytes, width, height] of [
    [thumb!, 160, 320],
    [screen!, 1024, 2048],
  ] as const) {
    const found = await sharp(bytes).metadata();
    expect(found).toMatchObject({ format: 'webp', width, height });
    expect([found.exif, found.icc, found.xmp, found.iptc, found.orientation]).toEqual(Array(5).fill(undefined));
    const text = Buffer.from(bytes).toString('latin1');
    for (const word of ['A phone', 'Apple', 'EXIF', 'GPS', 'XMP']) expect(text).not.toContain(word);
  }
  expect(await shown(photo)).toMatchObject({ variants: 'ready', width: 1500, height: 3000 });
});

test('a small picture is not made larger, and a repeat makes the same again', async () => {
  const photo = await stored(await drawn(50, 40).webp().toBuffer(), 'image/webp');
  expect(await make(photo)).toBe('ready');
  const first = await variantsOf(photo);
  expect(await sharp(first[0]).metadata()).toMatchObject({ width: 50, height: 40 });
  expect(await make(photo)).toBe('ready');
  expect(await variantsOf(photo)).toEqual(first);
});

test('a JPEG that was cut off says so, and shows nothing', async () => {
  const jpeg = await jpegWithPlace(800, 600);
  const photo = await stored(jpeg.subarray(0, Math.floor(jpeg.length / 2)));
  expect(await make(photo)).toBe('failed');
  expect(await shown(photo)).toMatchObject({
    variants: 'failed',
    variants_error: 'the file is damaged or cut off',
  });
  expect(await variantsOf(photo)).toEqual([undefined, undefined]);
});

test('a photo that kills its worker is given up after some attempts', async () => {
  const photo = await stored(await jpegWithPlace());
  // Who is killed comes to no end, and so takes nothing back.
  const killed = { ...tools, work: { ...tools.work, takeAttemptBack: async () => {} } };
  const dying = { ...killed, codec: { ...room.codec, variants: () => Promise.reject(new Error('killed')) } };
  for (let i = 0; i < VARIANT_ATTEMPTS; i++) {
    await expect(makeVariants({ photo, album: album.id }, dying)).rejects.toThrow('killed');
  }
  expect(await make(photo)).toBe('failed');
  expect(await shown(photo)).toMatchObject({ variants: 'failed', variants_error: expect.stringMatching(/3 attempts/) });
});

test.each([
  ['a bucket that does not answer', Object.assign(new Error('busy'), { name: 'SlowDown' })],
  ['a right that is missing', Object.assign(new Error('not authorized'), { name: 'AccessDenied' })],
  ['a bug of ours', new TypeError('x is not a function')],
])('a photo is not given up for %s', async (_, error) => {
  const photo = await stored(await jpegWithPlace());
  const broken = { ...tools, shown: { ...room.shown, put: () => Promise.reject(error) } };
  for (let i = 0; i < MAX_RECEIVE_COUNT; i++) {
    await expect(makeVariants({ photo, album: album.id }, broken)).rejects.toThrow(error.message);
  }
  expect(await shown(photo)).toMatchObject({ variants: 'making' });
  // Sent again once it is mended.
  expect(await make(photo)).toBe('ready');
});

test('nor for messages that were sent again before it was ready', async () => {
  const photo = await stored(await jpegWithPlace());
  for (let i = 0; i <= VARIANT_ATTEMPTS; i++) expect(await make(photo)).toBe('ready');
  expect(await shown(photo)).toMatchObject({ variants: 'ready' });
});

test('of a photo that is deleted while its variants are made, none stays', async () => {
  const photo = await stored(await jpegWithPlace());
  const slow = {
    ...tools,
    codec: {
      ...room.codec,
      async variants(bytes: Uint8Array) {
        await room.photos.beginDeletion((await room.photos.find(photo))!);
        await removePhoto(photo, { ...tools, photos: room.photos, clock: room.clock });
        return room.codec.variants(bytes);
      },
    },
  };
  expect(await makeVariants({ photo, album: album.id }, slow)).toBe('gone');
  expect(await variantsOf(photo)).toEqual([undefined, undefined]);
});

test('good photos of every kind are shown as they are; those that are cut off are refused, or fail', async () => {
  for (const { name, bytes } of await goodPhotos()) {
    const { screen } = await room.codec.variants(bytes);
    expect(await difference(bytes, screen), name).toBeLessThan(SAME);
  }
  for (const { name, bytes } of await cutOff()) {
    await expect(room.codec.variants(bytes), name).rejects.toMatchObject({ code: 'unreadable' });
  }
});

test('a JPEG whose samples are lost in the middle is refused; one that a camera wrote oddly is shown', async () => {
  const jpeg = await drawn(200, 150).jpeg().toBuffer();
  const damaged = Buffer.from(jpeg);
  // A marker among the samples: what follows belongs to nothing.
  damaged.set([0xff, 0xd0], Math.floor(jpeg.length / 2));
  await expect(room.codec.variants(damaged)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/^the file is damaged/),
  });
  const tables = jpeg.indexOf(Buffer.from([0xff, 0xc4]));
  const odd = Buffer.concat([jpeg.subarray(0, tables), Buffer.alloc(4), jpeg.subarray(tables)]);
  await expect(sharp(odd, { failOn: 'warning' }).raw().toBuffer()).rejects.toThrow(/extraneous bytes/);
  const plain = await room.codec.variants(jpeg);
  expect(await room.codec.variants(odd)).toEqual(plain);
});

test('a JPEG that goes over its picture more often than any camera does is not decoded', async () => {
  const jpeg = await drawn(200, 150).jpeg({ progressive: true }).toBuffer();
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  const end = jpeg.length - 2;
  const scans = Array.from({ length: JPEG_SCANS }, () => jpeg.subarray(last, end));
  const often = Buffer.concat([jpeg.subarray(0, end), ...scans, jpeg.subarray(end)]);
  const photo = await stored(often);
  expect(await make(photo)).toBe('failed');
  expect(await shown(photo)).toMatchObject({
    variants: 'failed',
    variants_error: expect.stringMatching(/more than 100 scans.*save it anew/),
  });
});

test('500 photos with random bytes changed: each is refused, or fails, or is shown whole; nothing throws', async () => {
  const outcomes = { refused: 0, failed: 0, made: 0 };
  const named = { code: 'unreadable', message: expect.stringMatching(/^(the file is damaged|it has more than 100)/) };
  for (const { name, bytes } of await mutated(7, 500)) {
    const size = await room.codec.measure(bytes).catch((error: unknown) => {
      expect(error, name).toMatchObject(named);
      outcomes.refused++;
    });
    if (!size) continue;
    const made = await room.codec.variants(bytes).catch((error: unknown) => {
      expect(error, name).toMatchObject(named);
      outcomes.failed++;
    });
    if (!made) continue;
    // Of the size that the list says, within a screen.
    const scale = Math.min(1, VARIANT_SIDES.screen / Math.max(size.width, size.height));
    const { width, height, pages } = await sharp(made.screen).metadata();
    expect(Math.abs(width - size.width * scale), name).toBeLessThan(1);
    expect(Math.abs(height - size.height * scale), name).toBeLessThan(1);
    expect(pages, name).toBeUndefined();
    outcomes.made++;
  }
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(0);
});

/** Mean over all samples, 0 to 255, on black. */
async function difference(original: Uint8Array, made: Uint8Array): Promise<number> {
  const pixels = (bytes: Uint8Array) => sharp(bytes).autoOrient().toColourspace('srgb').flatten().raw().toBuffer();
  const [first, second] = await Promise.all([pixels(original), pixels(made)]);
  expect(first.length).toBe(second.length);
  return first.reduce((sum, sample, i) => sum + Math.abs(sample - second[i]!), 0) / first.length;
}
