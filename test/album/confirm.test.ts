/** From ticket to `ready`, on the twin's DynamoDB and S3: what becomes a photo, what does not, and that it happens once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmPhoto } from '../../lambdas/album/core/photos/confirm.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { listPhotos } from '../../lambdas/album/core/photos/photo-view.ts';
import { renewPhotoTicket } from '../../lambdas/album/core/photos/renew-ticket.ts';
import type { AlbumRecord } from '../../lambdas/album/ports.ts';
import { PHOTO_BYTES, PHOTO_TICKET_SECONDS } from '../../lib/limits/photos.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { noPhotos } from '../support/corpus.ts';
import { drawn, jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let album: AlbumRecord;
let jpeg: Buffer;
beforeAll(async () => {
  room = await albumRoom();
  album = await room.album();
  jpeg = await jpegWithPlace();
});
afterAll(() => room.close());

const ticketFor = (bytes: Uint8Array, type?: string, name?: string) =>
  createPhotoTicket(fileOf(bytes, type, name), async () => album, room);
const confirm = async (id: string) => confirmPhoto((await room.photos.find(id))!, room);
const stateOf = async (id: string) => (await room.photos.find(id))?.state;
const photosIn = async () => (await room.albums.find(album.id))!.photos;

test('a photo is ready once its bytes are there and confirmed; it lies in its album upright, newest first', async () => {
  const before = await photosIn();
  const ticket = await ticketFor(jpeg);
  expect(ticket.expires_in).toBe(900);
  expect(await putFile(ticket, jpeg)).toBe(200);
  expect(await stateOf(ticket.photo_id)).toBe('pending');
  expect(await confirm(ticket.photo_id)).toEqual({
    photo_id: ticket.photo_id,
    filename: 'a.jpg',
    url: `/api/photos/${ticket.photo_id}/image`,
  });
  room.wait(1);
  const png = await drawn(20, 10).png().toBuffer();
  const second = await ticketFor(png, 'image/png', 'b.png');
  await putFile(second, png);
  await confirm(second.photo_id);
  const { items, next } = await listPhotos(album.id, { limit: '1' }, room.photos);
  expect(items).toEqual([expect.objectContaining({ name: 'b.png', width: 20, height: 10, variants: 'making' })]);
  const rest = await listPhotos(album.id, { next: next! }, room.photos);
  expect(rest).toMatchObject({ items: [{ name: 'a.jpg', state: 'ready', width: 300, height: 400 }], next: null });
  expect(await photosIn()).toBe(before + 2);
});

test('twenty confirms at once are one change', async () => {
  const [before, counted] = [await photosIn(), room.sizes.length];
  const ticket = await ticketFor(jpeg);
  await putFile(ticket, jpeg);
  const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(ticket.photo_id)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await photosIn()).toBe(before + 1);
  const message = { photo: ticket.photo_id, album: album.id };
  expect(room.asked.filter(({ photo }) => photo === ticket.photo_id)).toEqual([message]);
  expect(room.sizes.slice(counted)).toEqual([jpeg.length]);
});

test('before the upload 404, then it goes on; after the ticket 410, until there is a new one', async () => {
  const ticket = await ticketFor(jpeg);
  await expect(confirm(ticket.photo_id)).rejects.toMatchObject({ status: 404, code: 'not_uploaded' });
  await putFile(ticket, jpeg);
  room.wait(PHOTO_TICKET_SECONDS);
  await expect(confirm(ticket.photo_id)).rejects.toMatchObject({ status: 410, code: 'ticket_expired' });
  const renewed = await renewPhotoTicket((await room.photos.find(ticket.photo_id))!, room);
  expect(await putFile(renewed, jpeg)).toBe(412);
  await confirm(ticket.photo_id);
  await expect(renewPhotoTicket((await room.photos.find(ticket.photo_id))!, room)).rejects.toMatchObject({
    code: 'already_confirmed',
  });
});

test('the bucket takes nothing but what was announced', async () => {
  const other = Buffer.from(jpeg);
  other[other.length - 3]! ^= 1;
  expect(await putFile(await ticketFor(jpeg), other)).toBe(400);
  expect(await putFile(await ticketFor(jpeg), jpeg.subarray(1))).toBe(403);
  const { sha256: _, ...unsummed } = fileOf(jpeg);
  expect(await putFile(await createPhotoTicket(unsummed, async () => album, room), other)).toBe(200);
});

test('what is wrong with a file is told before anybody asks for its album', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const asked = (changes: object) => createPhotoTicket({ ...fileOf(jpeg), ...changes }, never, room);
  const gif = { status: 400, code: 'wrong_type', details: [{ field: 'content_type' }] };
  await expect(asked({ content_type: 'image/gif', file_size: PHOTO_BYTES + 1 })).rejects.toMatchObject(gif);
  await expect(asked({ content_type: 'image/heic' })).rejects.toThrow(/Most Compatible/);
  const large = { status: 413, code: 'too_large', details: [{ field: 'file_size' }] };
  await expect(asked({ file_size: PHOTO_BYTES + 1 })).rejects.toMatchObject(large);
});

test('what only says that it is a photo: 422, and it is gone', async () => {
  for (const { name, bytes, type, says } of await noPhotos()) {
    const ticket = await ticketFor(bytes, type);
    expect(await putFile(ticket, bytes), name).toBe(200);
    const { key } = (await room.photos.find(ticket.photo_id))!;
    const refused = confirm(ticket.photo_id);
    await expect(refused, name).rejects.toMatchObject({ status: 422, code: 'wrong_bytes' });
    await expect(refused, name).rejects.toThrow(says);
    expect(await room.originals.stat(key), name).toBeUndefined();
    expect(await stateOf(ticket.photo_id), name).toBeUndefined();
  }
});
