/** A phone that dies between its upload and its word that the file is there loses no photo: from the bucket to the album's page. */
import { expect, test } from 'vitest';
import { arrivalsOf } from '../support/arrivals.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { addPhoto, announced, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';

const own = ownPlatform();
const arrivals = () => arrivalsOf(own.platform.url, own.data);
const album = async () => (await own.api.createAlbum({ name: 'Lake' })).id;
/** Uploaded, and not a word more. @returns its id */
async function sent(to: string, type?: string): Promise<string> {
  const jpeg = await jpegWithPlace();
  const { photo_id, ...ticket } = await own.api.createPhotoTicket(announced(to, jpeg, type));
  await own.api.uploadShot(ticket, new Uint8Array(jpeg));
  return photo_id;
}
const stateOf = (photo: string) =>
  own.api.showPhoto(photo).then(
    ({ state }) => state,
    ({ status }) => status,
  );
const settled = { timeout: 90_000, interval: 200 };

test('a photo that nobody confirms comes into its album, what is none goes; nothing is left over', async () => {
  const { forget, hurry, tryAgain, counts } = await arrivals();
  await forget();
  const to = await album();
  const confirmed = await addPhoto(own.api, to, await jpegWithPlace());
  expect(await stateOf(await sent(to))).toBe('pending');
  await hurry(0);
  await tryAgain();
  const [lost, wrong] = [await sent(to), await sent(to, 'image/png')];
  await expect.poll(() => stateOf(lost), settled).toBe('ready');
  await expect.poll(() => stateOf(wrong), settled).toBe(404);
  expect(await variantsOf(own.api, lost)).toMatchObject({ variants: 'ready', name: 'a.jpg' });
  const { items } = await own.api.listPhotos(to);
  expect(items.map(({ id }) => id)).toEqual([lost, confirmed]);
  expect(await own.within.objects(wrong)).toEqual([]);
  // Those that were sent before are held back still.
  await expect.poll(counts, settled).toEqual({ waiting: 2, dead: 0 });
});

test('also when everything is killed right behind the upload', async () => {
  await (await arrivals()).hurry(0);
  const to = await album();
  const lost = await sent(to);
  await own.platform.kill();
  await own.startAgain();
  await expect.poll(() => stateOf(lost), settled).toBe('ready');
  expect((await own.api.listPhotos(to)).items).toHaveLength(1);
});
