/** What a guest is told of photos that he sent, by a link that may show nothing else. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dynamodbGate } from '../../lambdas/album/adapters/dynamodb-gate.ts';
import { dynamodbLinks } from '../../lambdas/album/adapters/dynamodb-links.ts';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { dynamodbSessions } from '../../lambdas/album/adapters/dynamodb-sessions.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { takeArrival } from '../../lambdas/album/core/photos/take-arrival.ts';
import { confirmGuestPhoto, createGuestTicket, sentPhotos } from '../../lambdas/album/core/shares/guest-photos.ts';
import { openLink } from '../../lambdas/album/core/shares/open-link.ts';
import { createShare } from '../../lambdas/album/core/shares/owned-shares.ts';
import { hashPassword } from '../../lambdas/album/core/shares/password.ts';
import type { AlbumRecord } from '../../lambdas/album/ports.ts';
import { CreateShareRequest } from '../../lambdas/album/share-schemas.ts';
import { dynamodbCounts } from '../../lambdas/kernel/dynamodb-counts.ts';
import { randomToken } from '../../lambdas/kernel/secret-token.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { ada, guest } from '../support/link-room.ts';
import { jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let album: AlbumRecord;
let jpeg: Buffer;
let tools: ReturnType<typeof toolsOf>;
const toolsOf = (room: AlbumRoom) => ({
  ...room,
  gate: dynamodbGate(room.documents, room.names.albums, room.clock),
  links: dynamodbLinks(room.documents, room.names.albums, room.clock),
  sessions: dynamodbSessions(room.documents, room.names.albums, room.clock),
  counts: dynamodbCounts(room.documents, room.names.albums),
  work: dynamodbPhotoWork(room.documents, room.names, room.clock),
  ...{ newToken: randomToken, hashPassword },
});
beforeEach(async () => {
  room = await albumRoom();
  album = await room.album();
  jpeg = await jpegWithPlace(40, 30);
  tools = toolsOf(room);
});
afterEach(() => room.close());

/** Somebody who has opened a link of his own to the album. */
async function guestOf(upload = 'only') {
  const { token } = await createShare(album.id, CreateShareRequest.parse({ upload }), ada, tools);
  const { opened } = await openLink({ ...guest(token), password: undefined, known: undefined }, tools);
  return guest(token, opened.session);
}
async function sent(who: ReturnType<typeof guest>, type?: string) {
  const ticket = await createGuestTicket(who, fileOf(jpeg, type), tools);
  expect(await putFile(ticket, jpeg)).toBe(200);
  return ticket.photo_id;
}
const statesFor = async (who: ReturnType<typeof guest>, ids: string[]) =>
  (await sentPhotos(who, ids, tools)).items.map(({ photo_id: _, ...state }) => state);
const settle = async (id: string, made: Parameters<typeof tools.work.settle>[2]) =>
  tools.work.settle(album.id, (await tools.work.find(id))!, made);

test('announced, there, shown: in the order in which it was asked', async () => {
  const who = await guestOf();
  const [pending, confirmed, shown] = [await sent(who), await sent(who), await sent(who)];
  for (const id of [confirmed, shown]) await confirmGuestPhoto(who, id, tools);
  await settle(shown, { variants: 'ready' });
  expect(await statesFor(who, [shown, pending, confirmed, pending])).toEqual([
    { state: 'ready', variants: 'ready' },
    { state: 'pending' },
    { state: 'ready', variants: 'making' },
    { state: 'pending' },
  ]);
});

test('one that only the bucket told of has come; one that is not what it was said to be is gone', async () => {
  const who = await guestOf();
  const [good, wrong] = [await sent(who), await sent(who, 'image/png')];
  for (const id of [good, wrong]) {
    const { key } = (await tools.work.find(id))!;
    await takeArrival({ key, at: room.clock() }, tools);
  }
  expect(await statesFor(who, [good, wrong])).toEqual([{ state: 'ready', variants: 'making' }, { state: 'gone' }]);
});

test('of one that cannot be shown the reason is told', async () => {
  const who = await guestOf();
  const id = await sent(who);
  await confirmGuestPhoto(who, id, tools);
  await settle(id, { variants: 'failed', variants_error: 'the picture is damaged' });
  expect(await statesFor(who, [id])).toEqual([
    { state: 'ready', variants: 'failed', variants_error: 'the picture is damaged' },
  ]);
});

test('photos of others, of another link, and such as never were look the same', async () => {
  const [who, other] = [await guestOf(), await guestOf('allowed')];
  const theirs = await sent(other);
  await confirmGuestPhoto(other, theirs, tools);
  const { photo_id: owners } = await createPhotoTicket(fileOf(jpeg), async () => album, room);
  const none = 'photo_00000000-0000-0000-0000-000000000000';
  expect(await statesFor(who, [theirs, owners, none])).toEqual(Array(3).fill({ state: 'gone' }));
  expect(await statesFor(other, [theirs])).toEqual([{ state: 'ready', variants: 'making' }]);
});

test('one that its owner has taken out or deleted is gone', async () => {
  const who = await guestOf();
  const [id, deleted] = [await sent(who), await sent(who)];
  for (const each of [id, deleted]) await confirmGuestPhoto(who, each, tools);
  await room.photos.beginDeletion((await room.photos.find(deleted))!);
  const { id: elsewhere } = await room.album();
  await room.photos.addTo(elsewhere, (await room.photos.find(id))!);
  expect((await statesFor(who, [id, deleted])).map(({ state }) => state)).toEqual(['ready', 'gone']);
  await tools.work.moveOut(album.id, (await tools.work.find(id))!);
  expect((await statesFor(who, [id])).map(({ state }) => state)).toEqual(['gone']);
});

test('a link that takes no photos has none to tell of', async () => {
  await expect(sentPhotos(await guestOf('none'), ['photo'], tools)).rejects.toMatchObject({ status: 404 });
});
