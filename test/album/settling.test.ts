/** What nobody did in time is asked for again: a photo that was never confirmed, variants and deletions whose message was lost. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbAlbumWork } from '../../lambdas/album/adapters/dynamodb-album-work.ts';
import { dynamodbPhotoWork } from '../../lambdas/album/adapters/dynamodb-photo-work.ts';
import { dynamodbUnsettled } from '../../lambdas/album/adapters/dynamodb-unsettled.ts';
import { confirmPhoto } from '../../lambdas/album/core/photos/confirm.ts';
import { createPhotoTicket } from '../../lambdas/album/core/photos/create-ticket.ts';
import { makeVariants } from '../../lambdas/album/core/photos/make-variants.ts';
import { type RemoveTools, remove } from '../../lambdas/album/core/photos/remove.ts';
import { settleUnsettled } from '../../lambdas/album/core/photos/settle.ts';
import type { DeletionMessage, VariantsMessage } from '../../lambdas/album/message-schemas.ts';
import { updateOf } from '../../lambdas/kernel/dynamodb-updates.ts';
import { mediaKey } from '../../lambdas/media/keys.ts';
import { UNSETTLED_SECONDS } from '../../lib/limits/photos.ts';
import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { type AlbumRoom, albumRoom, fileOf, putFile } from '../support/album-room.ts';
import { jpegWithPlace } from '../support/pictures.ts';

let room: AlbumRoom;
let tools: RemoveTools;
beforeAll(async () => {
  room = await albumRoom();
  tools = {
    ...room,
    work: dynamodbPhotoWork(room.documents, room.names, room.clock),
    albums: dynamodbAlbumWork(room.documents, room.names.albums),
    links: { removeAll: async () => {} },
    again: async () => {},
  };
});
afterAll(() => room.close());

/** What is asked for in this hour. */
async function asked(): Promise<{ variants: VariantsMessage[]; removals: DeletionMessage[] }> {
  const [variants, removals]: [VariantsMessage[], DeletionMessage[]] = [[], []];
  await settleUnsettled({
    unsettled: dynamodbUnsettled(room.documents, room.names.albums),
    variants: async (messages) => void variants.push(...messages),
    remove: async (messages) => void removals.push(...messages),
    clock: room.clock,
  });
  return { variants, removals };
}

test('each once it is due, and not any more when it is done', async () => {
  const album = await room.album();
  const jpeg = await jpegWithPlace(40, 30);
  const announce = async () => {
    const made = await createPhotoTicket(fileOf(jpeg), async () => album, room);
    await putFile(made, jpeg);
    return made.photo_id;
  };
  const forgotten = await announce();
  const ready = await announce();
  await confirmPhoto((await room.photos.find(ready))!, room);
  expect(await asked()).toEqual({ variants: [], removals: [] });

  room.wait(UNSETTLED_SECONDS);
  expect(await asked()).toEqual({ variants: [{ photo: ready, album: album.id }], removals: [] });
  await makeVariants({ photo: ready, album: album.id }, { ...tools, codec: room.codec });
  expect(await asked()).toEqual({ variants: [], removals: [] });

  room.wait(PENDING_MEDIA_SECONDS);
  expect((await asked()).removals).toEqual([{ kind: 'photo', photo: forgotten }]);
  await remove({ kind: 'photo', photo: forgotten }, tools);
  expect(await asked()).toEqual({ variants: [], removals: [] });

  await room.albums.beginDeletion(album.id, 'ada', room.clock());
  const { removals } = await asked();
  expect(removals).toEqual([{ kind: 'album', album: album.id }]);
  for (const message of removals) await remove(message, tools);
  expect(await room.rows()).toEqual([]);
});

test('no row forgets what is still to be removed, however late that is', async () => {
  const album = await room.album();
  await createPhotoTicket(fileOf(await jpegWithPlace(40, 30)), async () => album, room);
  const rows = await room.rows();
  expect(rows).toHaveLength(3);
  // It is what DynamoDB forgets rows by.
  for (const row of rows) expect(row).not.toHaveProperty('expires_at');
});

test('a photo that an earlier version announced is not forgotten at the end that its row had then', async () => {
  const album = await room.album();
  const jpeg = await jpegWithPlace(40, 30);
  const made = await createPhotoTicket(fileOf(jpeg), async () => album, room);
  await putFile(made, jpeg);
  const end = { expires_at: 1 };
  const there = { condition: 'attribute_exists(pk)' };
  await room.documents.send(new UpdateCommand(updateOf(room.names.media, mediaKey(made.photo_id), end, there)));
  await confirmPhoto((await room.photos.find(made.photo_id))!, room);
  for (const row of await room.rows()) expect(row).not.toHaveProperty('expires_at');
  expect((await room.photos.find(made.photo_id))?.state).toBe('ready');
});
