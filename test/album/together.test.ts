/** Several at once, and clocks that jump: counts stay exact, nothing is left, and nothing good goes. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dynamodbAlbumWork } from '../../lambdas/album/adapters/dynamodb-album-work.ts';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { dynamodbUnsettled } from '../../lambdas/album/adapters/dynamodb-unsettled.ts';
import { addPhoto } from '../../lambdas/album/core/photos/add-photo.ts';
import { confirmPhoto } from '../../lambdas/album/core/photos/confirm.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { deletePhoto } from '../../lambdas/album/core/photos/delete-photo.ts';
import { makeVariants } from '../../lambdas/album/core/photos/make-variants.ts';
import { type RemoveTools, remove } from '../../lambdas/album/core/photos/remove.ts';
import { renewPhotoTicket } from '../../lambdas/album/core/photos/renew-ticket.ts';
import { settleUnsettled } from '../../lambdas/album/core/photos/settle.ts';
import { takeOut } from '../../lambdas/album/core/photos/take-out.ts';
import type { DeletionMessage, VariantsMessage } from '../../lambdas/album/message-schemas.ts';
import type { AlbumRecord } from '../../lambdas/album/ports.ts';
import { LATE_PUT_SECONDS, PHOTO_TICKET_SECONDS } from '../../lib/limits/photos.ts';
import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { jpegWithPlace } from '../support/pictures.ts';

const ada = { sub: 'ada', scopes: [] };
let room: AlbumRoom;
let tools: RemoveTools;
let album: AlbumRecord;
let jpeg: Buffer;
/** What was asked to be removed. */
let messages: DeletionMessage[];
const ask = async (more: readonly DeletionMessage[]) => void messages.push(...more);
beforeEach(async () => {
  room = await albumRoom();
  album = await room.album();
  jpeg = await jpegWithPlace(40, 30);
  messages = [];
  const work = dynamodbPhotoWork(room.documents, room.names, room.clock);
  const links = { removeAll: async () => {} };
  tools = { ...room, work, albums: dynamodbAlbumWork(room.documents, room.names.albums), links, again: ask };
});
afterEach(() => room.close());

const announce = () => createPhotoTicket(fileOf(jpeg), async () => album, room);
const confirm = async (id: string) => confirmPhoto((await room.photos.find(id))!, room);
async function added(): Promise<string> {
  const made = await announce();
  await putFile(made, jpeg);
  await confirm(made.photo_id);
  await makeVariants({ photo: made.photo_id, album: album.id }, { ...tools, codec: room.codec });
  return made.photo_id;
}
async function objects(): Promise<string[]> {
  const lists = await Promise.all(
    ['work', 'shown'].map((Bucket) => room.s3.send(new ListObjectsV2Command({ Bucket }))),
  );
  return lists.flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key!));
}
/** What an album says of itself, and what lies in it. */
async function counted(id: string) {
  const { items } = await room.photos.ofAlbum(id, 100);
  return { says: (await room.albums.find(id))!.photos, holds: items.length };
}
/** Works on what was asked for until nothing more is, as two workers that get every message both. */
async function workOff(): Promise<void> {
  while (messages.length > 0) {
    const now = messages.splice(0);
    await Promise.all([...now, ...now].map((message) => remove(message, { ...tools, again: async () => {} })));
  }
}
const settle = () =>
  settleUnsettled({
    unsettled: dynamodbUnsettled(room.documents, room.names.albums),
    variants: async (more: readonly VariantsMessage[]) => void room.asked.push(...more),
    remove: ask,
    clock: room.clock,
  });

test('two browsers delete, add and take out the same photos at once: every album counts what lies in it', async () => {
  const other = await room.album();
  const photos = await Promise.all(Array.from({ length: 6 }, added));
  const add = (photo: string) => addPhoto({ album: other.id, photo }, ada, room);
  const out = (photo: string) =>
    takeOut({ album: other.id, photo }, ada, { ...tools, photos: room.photos, remove: ask });
  const gone = (photo: string) => deletePhoto(photo, ada, { ...room, remove: ask });
  const [stay, go] = [photos.slice(0, 3), photos.slice(3)];
  const all = [...photos.map(add), ...photos.map(out), ...go.flatMap((photo) => [gone(photo), gone(photo)])];
  for (const each of await Promise.allSettled(all)) {
    if (each.status === 'rejected') expect([404, 409, 503]).toContain(each.reason.status);
  }
  for (const { id } of [album, other]) {
    const { says, holds } = await counted(id);
    expect(says).toBe(holds);
  }
  expect((await counted(album.id)).says).toBe(stay.length);
  await workOff();
  for (const { id } of [album, other]) {
    const { says, holds } = await counted(id);
    expect(says).toBe(holds);
  }
  for (const photo of stay) await gone(photo);
  await workOff();
  expect(await counted(album.id)).toEqual({ says: 0, holds: 0 });
  expect(await counted(other.id)).toEqual({ says: 0, holds: 0 });
  expect(await objects()).toEqual([]);
  room.wait(PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);
  await settle();
  await workOff();
  expect(await room.rows()).toHaveLength(2);
});

test('two runs of the tidying at once, each message worked on twice: all goes once, nothing stays', async () => {
  await Promise.all(Array.from({ length: 5 }, added));
  await announce();
  await room.albums.beginDeletion(album.id, 'ada', room.clock());
  await Promise.all([settle(), settle()]);
  expect(messages.length).toBeGreaterThan(1);
  await workOff();
  expect(await objects()).toEqual([]);
  room.wait(PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);
  for (let round = 0; round < 3; round++) {
    await Promise.all([settle(), settle()]);
    await workOff();
  }
  expect(await room.rows()).toEqual([]);
});

test('a clock that jumps a day ahead in the middle of an upload: it is refused, and nothing of it stays', async () => {
  const made = await announce();
  await putFile(made, jpeg);
  const photo = (await room.photos.find(made.photo_id))!;
  room.wait(PENDING_MEDIA_SECONDS);
  await expect(confirmPhoto(photo, room)).rejects.toMatchObject({ status: 410 });
  await expect(renewPhotoTicket(photo, room)).rejects.toMatchObject({ status: 404 });
  await settle();
  await workOff();
  expect(await objects()).toEqual([]);
  expect(await counted(album.id)).toEqual({ says: 0, holds: 0 });
});

test('a clock that is put back: what is there stays, what was begun is done, later than it would have been', async () => {
  const photo = await added();
  const going = await added();
  await room.photos.beginDeletion((await room.photos.find(going))!);
  room.wait(-2 * 3600);
  expect((await room.photos.find(photo))?.state).toBe('ready');
  const made = await announce();
  await putFile(made, jpeg);
  await confirm(made.photo_id);
  expect(await counted(album.id)).toEqual({ says: 2, holds: 2 });
  // A message does not wait for the clock; what is only found by its time does.
  await settle();
  expect(messages).toEqual([]);
  await remove({ kind: 'photo', photo: going }, tools);
  expect(messages).toEqual([{ kind: 'photo', photo: going }]);
  expect((await objects()).filter((key) => key.includes(going))).toEqual([]);
  room.wait(2 * 3600 + PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);
  await workOff();
  expect((await room.rows()).filter((row) => JSON.stringify(row).includes(going))).toEqual([]);
});

test('an album that several workers remove at once takes no photo with it that lies in another one', async () => {
  const other = await room.album();
  const photos = await Promise.all(Array.from({ length: 6 }, added));
  for (const photo of photos) await addPhoto({ album: other.id, photo }, ada, room);
  await room.albums.beginDeletion(album.id, 'ada', room.clock());
  messages.push({ kind: 'album', album: album.id });
  await workOff();
  expect(await counted(other.id)).toEqual({ says: 6, holds: 6 });
  expect((await objects()).filter((key) => key.startsWith('originals/'))).toHaveLength(6);
  room.wait(PHOTO_TICKET_SECONDS + LATE_PUT_SECONDS);
  await settle();
  await workOff();
  // The other album, and of each photo two rows.
  expect(await room.rows()).toHaveLength(1 + 2 * 6);
});

test('a message that comes again leaves alone what lies there anew', async () => {
  const { id: other } = await room.album();
  const photo = await added();
  const make = () => makeVariants({ photo, album: other }, { ...tools, codec: room.codec });
  const there = async () => (await objects()).filter((key) => key.includes(other));
  await addPhoto({ album: other, photo }, ada, room);
  await make();
  await takeOut({ album: other, photo }, ada, { ...tools, photos: room.photos, remove: ask });
  const again = [...messages];
  await workOff();
  expect(await there()).toEqual([]);
  await addPhoto({ album: other, photo }, ada, room);
  await make();
  messages.push(...again);
  await workOff();
  expect(await there()).toHaveLength(2);
});

test('what workers that were held up take away from a photo that is back is made again', async () => {
  const { id: other } = await room.album();
  const photo = await added();
  const make = (more = {}) => makeVariants({ photo, album: other }, { ...tools, codec: room.codec, ...more });
  const there = async () => (await objects()).filter((key) => key.includes(other));
  const out = () => takeOut({ album: other, photo }, ada, { ...tools, photos: room.photos, remove: ask });
  const back = async () => {
    await addPhoto({ album: other, photo }, ada, room);
    await make();
  };
  const remade = async () => {
    room.asked.splice(0);
    await settle();
    expect(room.asked).toEqual([{ photo, album: other }]);
    await make();
    expect(await there()).toHaveLength(2);
  };
  /** A worker whose removal comes when another one has done the same and the photo is back. */
  const shown = {
    ...room.shown,
    async delete(keys: string[]) {
      await workOff();
      await back();
      await room.shown.delete(keys);
    },
  };
  await back();
  await out();
  await remove({ kind: 'entry', album: other, photo }, { ...tools, shown });
  await remade();
  const codec = {
    ...room.codec,
    async variants(bytes: Uint8Array) {
      await out();
      return room.codec.variants(bytes);
    },
  };
  expect(await make({ codec, shown })).toBe('gone');
  await remade();
});
