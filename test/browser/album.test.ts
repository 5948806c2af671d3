/** Albums for their owner: made, filled, looked at, renamed, deleted. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { AWAY, callsOf, makeAlbum } from '../support/album-pages.ts';
import { albumWith, photoFiles } from '../support/albums.ts';
import { answerWith, changed } from '../support/answers.ts';
import { expectAccessible, leavePicture } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { fingers } from '../support/touch.ts';

const here = browsing();

const tiles = (page: Page) => page.locator('.photo-tile img');
/** So many thumbnails have come, with pixels. */
const untilSeen = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLImageElement>('.photo-tile img')].filter(({ naturalWidth }) => naturalWidth > 0)
        .length >= wanted,
    count,
    { timeout: 120_000 },
  );
/** Which photo of the grid the keys are at, counted from 0. */
const focusedTile = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('.photo-tile')].indexOf(document.activeElement!));

test.each([
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const)('%s (%s): an album is made, filled, looked at, and emptied', async (device, scheme) => {
  const { page, faults, context } = await signedIn(here, device, scheme);
  await page.goto(here.url);
  await page.getByRole('link', { name: 'Albums' }).click();
  await page.getByRole('heading', { name: 'Albums', exact: true }).waitFor();
  const album = await makeAlbum(here.url, page, `Lake on a ${device}`);
  await expectAccessible(page);
  // Called as whoever sent them likes: what a file is stored as says what it is.
  const named = (await photoFiles(6)).map((file) => ({ ...file, name: file.name.replace('.jpg', '.hta') }));
  await page.getByLabel('Add photos').setInputFiles(named);
  await page.getByText('6 photos were added.').waitFor();
  await untilSeen(page, 6);
  await leavePicture(page, `album-${device}-${scheme}`);
  await expectAccessible(page);

  await page.locator('.photo-tile').first().focus();
  await page.keyboard.press('ArrowRight');
  // Three in a row on a phone, six on a desktop: none below.
  await page.keyboard.press('ArrowDown');
  expect(await focusedTile(page)).toBe(device === 'phone' ? 4 : 1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const view = page.locator('.photo-view');
  await view.getByText('2 of 6').waitFor();
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('.photo-layers img:last-child')?.naturalWidth ?? 0) > 320,
  );
  await leavePicture(page, `album-photo-${device}-${scheme}`);
  await expectAccessible(page);
  await page.keyboard.press('End');
  await view.getByText('6 of 6').waitFor();
  if (device === 'phone') {
    await (await fingers(page)).drag([80, 400], [320, 410]);
    await view.getByText('5 of 6').waitFor();
  }
  const download = page.waitForEvent('download');
  await view.getByRole('button', { name: 'Download the original' }).click();
  expect((await download).suggestedFilename()).toMatch(/^IMG_100\d\.hta\.jpg$/);
  await view.getByRole('button', { name: 'Delete the photo' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await view.getByText('5 of 5').waitFor();
  // The button that had the focus is gone: keys lead on all the same.
  await page.keyboard.press('ArrowLeft');
  await view.getByText('4 of 5').waitFor();
  await page.goBack();
  await view.waitFor({ state: 'detached' });
  expect(await tiles(page).count()).toBe(5);

  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name of the album').fill('Another name');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Another name' }).waitFor();
  // Counted at once; its objects go behind the answer.
  expect(await here.api.showAlbum(album)).toMatchObject({ name: 'Another name', photos: 5 });
  await page.locator('.album-words').getByText('5 photos').waitFor();
  await page.getByRole('button', { name: 'Delete the album' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.waitForURL('**/albums');
  await page.getByRole('heading', { name: 'Albums', exact: true }).waitFor();
  const going = page.getByRole('region', { name: 'Being deleted' }).getByText('Another name');
  await going.first().waitFor();
  expect(await page.locator('.album-row').getByText('Another name').count()).toBe(0);
  await leavePicture(page, `album-deleting-${device}-${scheme}`);
  expect(faults).toEqual([]);
  await context.close();
});

test('many photos cost no call each; pictures whose cookies have ended lead to one renewal', async () => {
  const { id, photos } = await albumWith(here.api, 'Many', 24);
  const { page, faults, context } = await signedIn(here, 'desktop');
  const made = callsOf(page);
  await page.goto(`${here.url}/albums/${id}`);
  await untilSeen(page, 12);
  expect(made.filter((call) => !call.includes('/api/albums/'))).toEqual([]);
  expect(made.filter((call) => call.endsWith('/session'))).toHaveLength(1);
  await context.clearCookies();
  await page.locator('.photo-tile').first().click();
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('.photo-layers img:last-child')?.naturalWidth ?? 0) > 320,
  );
  expect(made.filter((call) => call.endsWith('/session'))).toHaveLength(2);
  expect(new URL(page.url()).hash).toBe(`#${photos.at(-1)}`);
  expect(faults.filter((fault) => !AWAY.test(fault))).toEqual([]);
  await context.close();
});

test('an album that does not come to its end says so, and is deleted again', async () => {
  const { id } = await albumWith(here.api, 'In the way of something', 1);
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  const since = new Date(Date.now() - 3_600_000).toISOString();
  let isLate = true;
  const pretend = changed((list) =>
    isLate ? { ...list, deleting: [{ id, name: 'In the way of something', photos: 1, since, late: true }] } : list,
  );
  await answerWith(page, [[/\/api\/albums$/, pretend]]);
  await page.goto(`${here.url}/albums`);
  await page.getByText('It should be gone by now.').waitFor();
  await leavePicture(page, 'album-deletion-late-phone-dark');
  await expectAccessible(page);
  const made = callsOf(page);
  isLate = false;
  await page.getByRole('button', { name: 'Try again now: In the way of something' }).click();
  await page.getByText('It should be gone by now.').waitFor({ state: 'detached' });
  expect(made[0]).toBe(`DELETE /api/albums/${id}`);
  await expect(here.api.showAlbum(id)).rejects.toMatchObject({ status: 404 });
  expect(faults).toEqual([]);
  await context.close();
});

test('End leads to the last photo, however many of them are not known yet', async () => {
  const { id } = await albumWith(here.api, 'Long', 7);
  const { page, faults, context } = await signedIn(here, 'desktop');
  // As many pages as an album of hundreds has; those after the first come late.
  let come = () => {};
  const late = new Promise<void>((done) => {
    come = done;
  });
  await page.route(/\/photos\?.*limit=100/, async (route) => {
    const url = route.request().url();
    if (url.includes('next=')) await late;
    await route.continue({ url: url.replace('limit=100', 'limit=2') });
  });
  await page.goto(`${here.url}/albums/${id}`);
  await page.locator('.photo-tile').first().click();
  const view = page.locator('.photo-view');
  await view.getByText('1 of 7').waitFor();
  await page.keyboard.press('End');
  come();
  await view.getByText('7 of 7').waitFor();
  await page.keyboard.press('Home');
  await view.getByText('1 of 7').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('who comes back to an album sees what others have added meanwhile', async () => {
  const { id } = await albumWith(here.api, 'Of all of us', 1);
  const other = await albumWith(here.api, 'Mine', 1);
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await page.goto(`${here.url}/albums/${id}`);
  await untilSeen(page, 1);
  await here.api.addPhoto(id, other.photos[0]!);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await untilSeen(page, 2);
  await page.locator('.album-words').getByText('2 photos').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('an album that is deleted in another window is not there any more', async () => {
  const { id } = await albumWith(here.api, 'Soon gone', 1);
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await page.goto(`${here.url}/albums/${id}`);
  await untilSeen(page, 1);
  await here.api.deleteAlbum(id);
  // As after two minutes, when its cookies have ended.
  await context.clearCookies();
  await page.locator('.photo-tile').first().click();
  await page.getByRole('heading', { name: 'This album is not there' }).waitFor();
  await page.getByRole('link', { name: 'All albums' }).click();
  await page.getByRole('heading', { name: 'Albums', exact: true }).waitFor();
  expect(faults.filter((fault) => !/40[34]|Failed to load resource/.test(fault))).toEqual([]);
  await context.close();
});

test("another person's album, and one that never was, are not there", async () => {
  const { page, context } = await signedIn(here, 'phone');
  await page.goto(`${here.url}/albums/album_00000000-0000-4000-8000-000000000000`);
  await page.getByRole('heading', { name: 'This album is not there' }).waitFor();
  await expectAccessible(page);
  await context.close();
});
