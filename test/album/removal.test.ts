/** Deleting, proved by counts: of a photo and of an album nothing stays, neither object nor row, whatever happens meanwhile. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dynamodbAlbumWork } from '../../lambdas/album/adapters/dynamodb-album-work.ts';
import { dynamodbLinks } from '../../lambdas/album/adapters/dynamodb-links.ts';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { confirmPhoto } from '../../lambdas/album/core/photos/confirm.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { makeVariants } from '../../lambdas/album/core/photos/make-variants.ts';
import { type AlbumRemovalTools, removeAlbum } from '../../lambdas/album/core/photos/remove-album.ts';
import { removePhoto } from '../../lambdas/album/core/photos/remove-photo.ts';
import type { PhotoTicket } from '../../lambdas/album/photo-schemas.ts';
import type { AlbumRecord } from '../../lambdas/album/ports.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { LATE_PUT_SECONDS, PHOTO_TICKET_SECONDS } from '../../lib/limits/photos.ts';
import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let tools: AlbumRemovalTools;
let album: AlbumRecord;
let jpeg: Buffer;
beforeEach(async () => {
  room = await albumRoom();
  album = await room.album();
  jpeg = await jpegWithPlace(40, 30);
  const links = dynamodbLinks(room.documents, room.names.albums, room.clock);
  const work = dynamodbPhotoWork(room.documents, room.names, room.clock);
  tools = { ...room, work, albums: dynamodbAlbumWork(room.documents, room.names.albums), links };
});
afterEach(() => room.close());

const ticket = () => createPhotoTicket(fileOf(jpeg), async () => album, room);
async function confirmed({ photo_id }: PhotoTicket) {
  const photo = await room.photos.find(photo_id);
  if (!photo) throw Object.assign(new Error('gone'), { status: 404 });
  await confirmPhoto(photo, room);
  await makeVariants({ photo: photo_id, album: album.id }, { ...tools, codec: room.codec });
}
async function added(): Promise<string> {
  const made = await ticket();
  await putFile(made, jpeg);
  await confirmed(made);
  return made.photo_id;
}
async function objects(): Promise<string[]> {
  const lists = await Promise.all(
    ['work', 'shown'].map((Bucket) => room.s3.send(new ListObjectsV2Command({ Bucket }))),
  );
  return lists.flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key!));
}
const untilQuiet = () => room.wait(PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);

test('a photo: its objects go at once, its rows when nothing can come any more; its album counts without it', async () => {
  const photo = await added();
  await added();
  expect(await objects()).toHaveLength(6);
  await room.photos.beginDeletion((await room.photos.find(photo))!);
  expect(await room.photos.find(photo)).toBeUndefined();
  expect((await room.albums.find(album.id))!.photos).toBe(1);
  const again = await removePhoto(photo, tools);
  expect(again).toBeGreaterThan(room.clock().getTime() / 1000);
  expect(await objects()).toHaveLength(3);
  expect((await room.albums.find(album.id))!.photos).toBe(1);
  untilQuiet();
  expect(await removePhoto(photo, tools)).toBeUndefined();
  // The album, the other photo, its entry.
  expect(await room.rows()).toHaveLength(3);
  expect(await removePhoto(photo, tools)).toBeUndefined();
});

test('a file that comes after its photo was deleted goes as well', async () => {
  const made = await ticket();
  await room.photos.beginDeletion((await room.photos.find(made.photo_id))!);
  await removePhoto(made.photo_id, tools);
  expect(await putFile(made, jpeg)).toBe(200);
  untilQuiet();
  await removePhoto(made.photo_id, tools);
  expect(await objects()).toEqual([]);
  expect(await room.rows()).toHaveLength(1);
});

test('what was never confirmed goes after its day, and not before', async () => {
  const made = await ticket();
  await putFile(made, jpeg);
  room.wait(PENDING_MEDIA_SECONDS - 1);
  expect(await removePhoto(made.photo_id, tools)).toBeUndefined();
  expect(await objects()).toHaveLength(1);
  room.wait(1);
  await removePhoto(made.photo_id, tools);
  expect(await objects()).toEqual([]);
  expect(await room.rows()).toHaveLength(1);
});

test('an album with 100 photos, deleted while others upload to it: no orphan', async () => {
  await inParallel(Array.from({ length: 100 }), 8, added);
  const link = { album: album.id, created_at: room.clock().toISOString(), uploads: 0, views: 0 };
  const made = (share: string) =>
    dynamodbLinks(room.documents, room.names.albums, room.clock).create(share, { ...link, share, upload: 'none' });
  expect(await Promise.all(['a', 'b'].map(made))).toEqual([true, true]);
  expect((await room.albums.find(album.id))!.photos).toBe(100);
  const refused: unknown[] = [];
  const uploads = inParallel(Array.from({ length: 40 }), 8, async () => {
    const made = await ticket().catch((error: unknown) => void refused.push(error));
    if (!made) return;
    await putFile(made, jpeg);
    await confirmed(made).catch((error: unknown) => void refused.push(error));
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await room.albums.beginDeletion(album.id, 'ada', room.clock())).toBe(true);
  const first = removeAlbum(album.id, tools);
  await Promise.all([first, uploads]);
  for (const error of refused) expect(error).toMatchObject({ status: 404 });
  expect(refused.length).toBeGreaterThan(0);
  expect(await room.albums.find(album.id)).toBeUndefined();
  expect(await made('c')).toBe(false);
  untilQuiet();
  while ((await removeAlbum(album.id, tools)) !== undefined);
  expect(await objects()).toEqual([]);
  expect(await room.rows()).toEqual([]);
});

test('an album that cannot be removed is still there to be told, and goes once it can', async () => {
  for (let i = 0; i < 3; i++) await added();
  await room.albums.beginDeletion(album.id, 'ada', room.clock());
  for (const bucket of ['originals', 'shown'] as const) {
    const refusing = { ...room[bucket], delete: async () => Promise.reject(new Error('AccessDenied')) };
    await expect(removeAlbum(album.id, { ...tools, [bucket]: refusing })).rejects.toThrow('AccessDenied');
    expect(await room.albums.deletionsOf('ada', 10)).toMatchObject([{ id: album.id, photos: 3 }]);
  }
  await removeAlbum(album.id, tools);
  expect(await room.albums.deletionsOf('ada', 10)).toMatchObject([{ id: album.id, photos: 0 }]);
  expect(await objects()).toEqual([]);
  untilQuiet();
  expect(await removeAlbum(album.id, tools)).toBeUndefined();
  expect(await room.albums.deletionsOf('ada', 10)).toEqual([]);
  expect(await room.rows()).toEqual([]);
});

test('nobody deletes what is not theirs', async () => {
  expect(await room.albums.beginDeletion(album.id, 'ben', room.clock())).toBe(false);
  expect(await removeAlbum(album.id, tools)).toBeUndefined();
  expect((await room.albums.find(album.id))!.id).toBe(album.id);
});
