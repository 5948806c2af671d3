/** Photos whose sender was cut off before he could confirm them: the bucket's word is as good, and never better. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dynamodbAlbumWork } from '../../lambdas/album/adapters/dynamodb-album-work.ts';
import { dynamodbLinks } from '../../lambdas/album/adapters/dynamodb-links.ts';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { confirmPhoto } from '../../lambdas/album/core/photos/confirm.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { listPhotos } from '../../lambdas/album/core/photos/photo-view.ts';
import { removeAlbum } from '../../lambdas/album/core/photos/remove-album.ts';
import { removePhoto } from '../../lambdas/album/core/photos/remove-photo.ts';
import { renewPhotoTicket } from '../../lambdas/album/core/photos/renew-ticket.ts';
import { takeArrival } from '../../lambdas/album/core/photos/take-arrival.ts';
import type { PhotoTicket } from '../../lambdas/album/photo-schemas.ts';
import type { AlbumRecord } from '../../lambdas/album/ports.ts';
import { LATE_PUT_SECONDS, PHOTO_TICKET_SECONDS } from '../../lib/limits/photos.ts';
import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { drawn, jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let album: AlbumRecord;
let jpeg: Buffer;
let work: ReturnType<typeof dynamodbPhotoWork>;
let links: ReturnType<typeof dynamodbLinks>;
beforeEach(async () => {
  room = await albumRoom();
  album = await room.album();
  jpeg = await jpegWithPlace(40, 30);
  work = dynamodbPhotoWork(room.documents, room.names, room.clock);
  links = dynamodbLinks(room.documents, room.names.albums, room.clock);
});
afterEach(() => room.close());

const ticketFor = (bytes: Uint8Array, type?: string, link?: string) =>
  createPhotoTicket(fileOf(bytes, type), async () => album, room, link === undefined ? undefined : { link });
const keyOf = async ({ photo_id }: PhotoTicket) => (await work.find(photo_id))!.key;
/** What comes of the bucket's word. */
const arrived = (key: string, at = room.clock()) => takeArrival({ key, at }, { ...room, work, links });
/** Uploaded, and nothing more. @returns its key, too */
async function sent(bytes = jpeg, type?: string, link?: string) {
  const ticket = await ticketFor(bytes, type, link);
  expect(await putFile(ticket, bytes)).toBe(200);
  return { ...ticket, key: await keyOf(ticket) };
}
const confirm = async (id: string) => confirmPhoto((await room.photos.find(id))!, room);
const photosIn = async () => (await room.albums.find(album.id))?.photos;
const stateOf = async (id: string) => (await work.find(id))?.state;
const objects = async () =>
  ((await room.s3.send(new ListObjectsV2Command({ Bucket: 'work' }))).Contents ?? []).map(({ Key }) => Key!);
const removal = () => ({
  ...{ ...room, work, albums: dynamodbAlbumWork(room.documents, room.names.albums) },
  links: { removeAll: async () => {} },
});

test('a photo that nobody confirmed is ready, and lies in its album; whoever comes back is told that it is', async () => {
  const { key, photo_id } = await sent();
  expect(await arrived(key)).toBe('confirmed');
  const { items } = await listPhotos(album.id, {}, room.photos);
  expect(items).toEqual([expect.objectContaining({ id: photo_id, state: 'ready', variants: 'making' })]);
  expect(room.asked).toEqual([{ photo: photo_id, album: album.id }]);
  expect(await confirm(photo_id)).toMatchObject({ photo_id });
  const renewed = renewPhotoTicket((await room.photos.find(photo_id))!, room);
  await expect(renewed).rejects.toMatchObject({ status: 409, code: 'already_confirmed' });
  expect(await photosIn()).toBe(1);
});

test('twice is once, and after a confirmation nothing', async () => {
  const { key, photo_id } = await sent();
  expect([await arrived(key), await arrived(key)]).toEqual(['confirmed', 'known']);
  const other = await sent();
  await confirm(other.photo_id);
  expect(await arrived(other.key)).toBe('known');
  expect(room.asked.map(({ photo }) => photo)).toEqual([photo_id, other.photo_id]);
  expect(await photosIn()).toBe(2);
});

test('twenty confirmations and five words of the bucket at once are one change', async () => {
  const { key, photo_id } = await sent();
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => confirm(photo_id)),
    ...Array.from({ length: 5 }, () => arrived(key)),
  ]);
  const told = answers.filter((answer) => typeof answer === 'object');
  expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const words = answers.filter((answer) => typeof answer === 'string').sort();
  // Whoever was first: one of the twenty, or one of the five.
  expect([
    ['known', 'known', 'known', 'known', 'known'],
    ['confirmed', 'known', 'known', 'known', 'known'],
  ]).toContainEqual(words);
  expect(room.asked).toEqual([{ photo: photo_id, album: album.id }]);
  // It is counted once, too.
  expect(room.sizes).toHaveLength(1);
  expect(await photosIn()).toBe(1);
});

test('also when its ticket has ended meanwhile, but not after its day', async () => {
  const [soon, late] = [await sent(), await sent()];
  room.wait(PHOTO_TICKET_SECONDS);
  await expect(confirm(soon.photo_id)).rejects.toMatchObject({ code: 'ticket_expired' });
  expect(await arrived(soon.key)).toBe('confirmed');
  room.wait(PENDING_MEDIA_SECONDS - PHOTO_TICKET_SECONDS);
  expect(await arrived(late.key)).toBe('left');
  await removePhoto(late.photo_id, removal());
  expect(await objects()).toEqual([soon.key]);
});

test('other bytes than were announced go, the photo with them', async () => {
  const png = await drawn(9, 9).png().toBuffer();
  const { key, photo_id } = await sent(png, 'image/webp');
  expect(await arrived(key)).toBe('refused');
  expect([await stateOf(photo_id), await objects()]).toEqual(['deleting', []]);
  expect(await arrived(key)).toBe('left');
  room.wait(PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);
  await removePhoto(photo_id, removal());
  expect(await room.rows()).toHaveLength(1);
});

test('a word that comes after its file has gone, and one of a file that no row knows', async () => {
  const { key } = await sent();
  await room.originals.delete([key]);
  expect(await arrived(key)).toBe('left');
  const strange = key.replace(/[0-9a-f]{32}/, '0'.repeat(32));
  for (const unknown of [strange, 'originals/anything', `${key}-more`]) {
    await room.originals.putOnce(unknown, jpeg, 'image/jpeg');
    expect(await arrived(unknown)).toBe('removed');
  }
  expect(await objects()).toEqual([]);
  expect(await stateOf(key.split('/').at(-1)!)).toBe('pending');
});

test('of an album that is being deleted nothing stays, whoever is first', async () => {
  const before = await sent();
  await room.albums.beginDeletion(album.id, 'ada', room.clock());
  expect(await arrived(before.key)).toBe('left');
  await removeAlbum(album.id, removal());
  expect(await arrived(before.key)).toBe('left');
  room.wait(PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);
  while ((await removeAlbum(album.id, removal())) !== undefined);
  await room.originals.putOnce(before.key, jpeg, 'image/jpeg');
  expect(await arrived(before.key)).toBe('removed');
  expect([await objects(), await room.rows()]).toEqual([[], []]);
});

test('a service that does not answer is tried again', async () => {
  const { key } = await sent();
  const down = { ...room.originals, stat: () => Promise.reject(new Error('socket hang up')) };
  const failed = takeArrival({ key, at: room.clock() }, { ...room, originals: down, work, links });
  await expect(failed).rejects.toThrow('socket hang up');
  expect(await arrived(key)).toBe('confirmed');
});

describe('what a guest sent', () => {
  const HOUR = 3600;
  const linkThat = async (more: object = {}) => {
    const link = { share: 'share_1', album: album.id, created_at: room.clock().toISOString(), ...more };
    await links.create('hash', { ...link, upload: 'allowed', max_photos: 10, uploads: 1, views: 1 });
    return 'hash';
  };
  const epoch = () => room.clock().getTime() / 1000;

  test('counts while its link is good, and when that has ended in the meantime', async () => {
    const link = await linkThat({ ends_at: epoch() + HOUR, max_views: 1 });
    const [soon, last] = [await sent(jpeg, undefined, link), await sent(jpeg, undefined, link)];
    expect(await arrived(soon.key)).toBe('confirmed');
    const at = room.clock();
    room.wait(HOUR);
    expect(await arrived(last.key, at)).toBe('confirmed');
    expect((await listPhotos(album.id, {}, room.photos)).items).toMatchObject([{ guest: true }, { guest: true }]);
  });

  test('does not when it came after that, or the link was taken back, or is not there', async () => {
    const link = await linkThat({ ends_at: epoch() + HOUR });
    const late = await sent(jpeg, undefined, link);
    const lost = await sent(jpeg, undefined, 'another');
    room.wait(HOUR);
    expect([await arrived(late.key), await arrived(lost.key)]).toEqual(['left', 'left']);
    await links.revoke(album.id, 'share_1', room.clock());
    expect(await arrived(late.key, new Date(room.clock().getTime() - HOUR * 1000))).toBe('left');
    expect(await photosIn()).toBe(0);
  });
});
