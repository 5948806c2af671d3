/** Guests who may add photos: by a link that shows the album, by one that shows nothing, and by one that is taken back meanwhile. */
import { beforeAll, expect, test } from 'vitest';
import { albumWith, photoFiles, untilPrepared } from '../support/albums.ts';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';

const here = browsing();
let album: string;
beforeAll(async () => {
  ({ id: album } = await albumWith(here.api, 'From everybody', 1));
});
const linkTo = async (upload: 'allowed' | 'only', max_photos?: number) => {
  const { token, share_id } = await here.api.createShare(album, { upload, ...(max_photos && { max_photos }) });
  return { share_id, address: `${here.url}/s/${token}` };
};

test('photos that a guest adds lie in the album, and are said to be theirs', async () => {
  const { address } = await linkTo('allowed');
  const { page, faults, context } = await visit(here.browser, 'phone', 'dark');
  await page.goto(address);
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(3));
  await page.getByText('3 photos were added.').waitFor();
  await untilPrepared(here.api, album, 4);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLImageElement>('.photo-tile img')].filter(({ naturalWidth }) => naturalWidth > 0)
        .length === 4,
  );
  await leavePicture(page, 'share-added-phone-dark');
  await expectAccessible(page);
  await page.getByText('4 photos', { exact: true }).waitFor();
  const { items } = await here.api.listPhotos(album);
  expect(items.filter(({ guest }) => guest)).toHaveLength(3);
  expect(faults).toEqual([]);
  await context.close();
});

test('a link that only takes photos shows none', async () => {
  const { address } = await linkTo('only');
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(address);
  await page.getByRole('heading', { name: 'You can add photos to this album' }).waitFor();
  await leavePicture(page, 'share-only-desktop-light');
  await expectAccessible(page);
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(2));
  await page.getByText('2 photos were added.').waitFor();
  expect(await page.locator('.photo-tile').count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('who sees no photos is told all the same which of his cannot be shown', async () => {
  const { address } = await linkTo('only');
  const { page, faults, context } = await visit(here.browser, 'phone');
  await page.goto(address);
  const [whole, cut] = await photoFiles(2);
  const buffer = cut!.buffer.subarray(0, cut!.buffer.length / 2);
  await page.getByLabel('Add photos').setInputFiles([whole!, { ...cut!, buffer }]);
  await page.getByText('2 photos were added.').waitFor();
  const note = page.getByRole('region', { name: 'What became of your photos' });
  await note.getByText('1 photo has arrived, but cannot be shown:').waitFor({ timeout: 60_000 });
  expect(await note.locator('.uploads-name').allInnerTexts()).toEqual([cut!.name]);
  await note.getByText('The file is damaged or cut off.').waitFor();
  await leavePicture(page, 'share-unshown-phone-light');
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await context.close();
});

test('what is more than guests may add is told, and the rest waits', async () => {
  const { address } = await linkTo('allowed', 1);
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(address);
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(3));
  await page.getByText(/Guests may add 1 photo/).waitFor();
  await page.getByText('Stopped: 2 photos still to come.').waitFor();
  await leavePicture(page, 'share-quota-desktop-light');
  await expectAccessible(page);
  expect(faults.filter((fault) => !/409|Failed to load resource/.test(fault))).toEqual([]);
  await context.close();
});

test('the owner says how many photos guests may add, and sees how many there have been', async () => {
  const { page, faults, context } = await signedIn(here, 'phone');
  await page.goto(`${here.url}/albums/${album}`);
  await page.getByRole('button', { name: 'Share' }).click();
  const most = page.getByLabel('Photos from guests at most');
  expect(await most.count()).toBe(0);
  await page.getByLabel('Guests').selectOption({ label: 'look, and add photos' });
  await most.fill('2');
  await leavePicture(page, 'share-guests-add-phone-light');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const row = page.locator('.share-row', { hasText: '0 of 2 photos added' });
  await row.waitFor();
  const address = await page.getByLabel('Link to the album').inputValue();
  const guest = await visit(here.browser, 'phone', 'dark');
  await guest.page.goto(address);
  await guest.page.getByLabel('Add photos').setInputFiles(await photoFiles(1));
  await guest.page.getByText('1 photo was added.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('1 of 2 photos added').waitFor();
  expect([...faults, ...guest.faults]).toEqual([]);
  await Promise.all([context.close(), guest.context.close()]);
});

test('a link that is revoked while photos are on their way says so', async () => {
  const { address, share_id } = await linkTo('allowed');
  const { page, faults, context } = await visit(here.browser, 'phone');
  await page.goto(address);
  // Photos can be added before the list has come: asked for now, it would tell of the end before the upload does.
  await page.locator('.photo-tile').first().waitFor();
  await here.api.revokeShare(album, share_id);
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(2));
  await page.getByRole('heading', { name: 'This link was revoked' }).waitFor();
  await expectAccessible(page);
  expect(faults.filter((fault) => !/410|Failed to load resource/.test(fault))).toEqual([]);
  await context.close();
});
