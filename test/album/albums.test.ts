/** Albums on the twin's DynamoDB: whose they are, in which order they come, and that a foreign one is not there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbAlbums } from '../../lambdas/album/adapters/dynamodb-albums.ts';
import { createAlbum } from '../../lambdas/album/core/create-album.ts';
import { listAlbums } from '../../lambdas/album/core/list-albums.ts';
import { ownAlbum } from '../../lambdas/album/core/own-album.ts';
import { updateAlbum } from '../../lambdas/album/core/update-album.ts';
import { INDEX } from '../../lambdas/album/keys.ts';
import type { Albums } from '../../lambdas/album/ports.ts';
import { randomIds } from '../../lambdas/kernel/ids.ts';
import { ALBUM_DELETION_SECONDS } from '../../lib/limits/photos.ts';
import { twinTables } from '../support/twin-table.ts';

let tables: Awaited<ReturnType<typeof twinTables>>;
let albums: Albums;
let tools: Parameters<typeof listAlbums>[2];
beforeAll(async () => {
  tables = await twinTables({ albums: Object.values(INDEX) });
  albums = dynamodbAlbums(tables.documents, 'albums');
  tools = { albums, clock: () => now };
});
afterAll(() => tables.close());

const ada = { sub: 'ada', scopes: [] };
const ben = { sub: 'ben', scopes: [] };
let now = new Date(Date.UTC(2026, 0, 1));
let second = 0;
/** Each a second after the one before. */
const make = (name: string, owner: string) => {
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, second++));
  return createAlbum({ name }, owner, { albums, clock: () => at, ids: randomIds });
};

test('own ones, newest first, page by page', async () => {
  for (let i = 0; i < 53; i++) await make(`Number ${i}`, 'ada');
  const his = await make('Of Ben', 'ben');
  const first = await listAlbums(ada, undefined, tools);
  expect(first.items.map(({ name }) => name).slice(0, 2)).toEqual(['Number 52', 'Number 51']);
  expect(first.items).toHaveLength(50);
  const rest = await listAlbums(ada, first.next!, tools);
  expect(rest).toMatchObject({ items: [{ name: 'Number 2' }, { name: 'Number 1' }, { name: 'Number 0' }], next: null });
  const { owner: _, ...shown } = his;
  expect(await listAlbums(ben, undefined, tools)).toEqual({ items: [shown], next: null });
});

test('one that is made again, because the answer was lost, is one; the id of another is not taken', async () => {
  const record = await make('Once', 'dan');
  expect(await albums.create(record)).toBe(true);
  expect(await albums.create({ ...record, owner: 'ben' })).toBe(false);
  const { items } = await listAlbums({ sub: 'dan', scopes: [] }, undefined, tools);
  expect(items.map(({ name }) => name)).toEqual(['Once']);
});

test('one that is being deleted is told apart, to nobody else, and is late after half an hour', async () => {
  const cyd = { sub: 'cyd', scopes: [] };
  const [stays, goes] = [await make('Stays', 'cyd'), await make('Goes', 'cyd')];
  await albums.beginDeletion(goes.id, 'cyd', now);
  const since = now.toISOString();
  const going = { id: goes.id, name: 'Goes', photos: 0, since };
  const { owner: _, ...shown } = stays;
  const list = () => listAlbums(cyd, undefined, tools);
  expect(await list()).toEqual({ items: [shown], next: null, deleting: [{ ...going, late: false }] });
  expect(await listAlbums(ben, undefined, tools)).not.toHaveProperty('deleting');
  now = new Date(now.getTime() + ALBUM_DELETION_SECONDS * 1000);
  expect((await list()).deleting).toEqual([{ ...going, late: true }]);
  // Somebody tries again: it began when it began.
  expect(await albums.beginDeletion(goes.id, 'cyd', now)).toBe(true);
  expect((await list()).deleting).toEqual([{ ...going, late: true }]);
  expect(await albums.beginDeletion(goes.id, 'ben', now)).toBe(false);
});

test('what is left out of a change stays; a foreign album is neither seen nor changed', async () => {
  const made = await make('Lake', 'ada');
  expect(await updateAlbum(made.id, { description: 'By Ada' }, ada, albums)).toEqual({
    ...made,
    description: 'By Ada',
  });
  const refused = { status: 404, code: 'not_found' };
  await expect(updateAlbum(made.id, { name: 'Mine' }, ben, albums)).rejects.toMatchObject(refused);
  await expect(ownAlbum(made.id, ben, albums)).rejects.toMatchObject(refused);
  await expect(ownAlbum(`${made.id.slice(0, -1)}x`, ada, albums)).rejects.toMatchObject(refused);
  expect((await ownAlbum(made.id, ada, albums)).name).toBe('Lake');
});
