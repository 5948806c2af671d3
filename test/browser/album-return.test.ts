/** Whoever leaves the page in the middle of an upload and comes back: what was not finished is told, and nothing is sent twice. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { photoFiles } from '../support/albums.ts';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';

const here = browsing();

/** Uploads to the bucket: the first so many arrive, the others never get there. */
async function uploads(page: Page, arriving: number) {
  const counts = { sent: 0, most: arriving };
  await page.route(/\/originals\//, (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    return ++counts.sent > counts.most ? undefined : route.continue();
  });
  return counts;
}

/** As a person: who has done something there is asked whether to leave. @returns what was asked */
async function reload(page: Page): Promise<string[]> {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.locator('h1').first().click();
  await page.reload();
  page.removeAllListeners('dialog');
  return asked;
}

test('its owner goes on with the same files: those that are there stay, the others are sent', async () => {
  const { id } = await here.api.createAlbum({ name: 'On a train' });
  const { page, faults, context } = await signedIn(here, 'desktop');
  const files = await photoFiles(20);
  await page.goto(`${here.url}/albums/${id}`);
  const counts = await uploads(page, 8);
  await page.getByLabel('Add photos').first().setInputFiles(files);
  await page.getByText('Adding photos: 8 of 20').first().waitFor();
  expect(await reload(page)).toEqual(['beforeunload']);
  await page.getByText('12 of 20 photos were not finished when this page was left.').waitFor();
  await page.locator('.photo-tile').nth(7).waitFor();
  await leavePicture(page, 'album-left-desktop-light');
  await expectAccessible(page);

  Object.assign(counts, { sent: 0, most: Number.POSITIVE_INFINITY });
  await page.getByLabel('Choose them again').setInputFiles(files);
  await page.getByText('20 photos were added.').waitFor({ timeout: 60_000 });
  expect(counts.sent).toBe(12);
  const { items } = await here.api.listPhotos(id, { limit: 100 });
  expect(items.map(({ name }) => name).toSorted()).toEqual(files.map(({ name }) => name).toSorted());
  expect(await page.getByText(/were not finished/).count()).toBe(0);
  expect(await reload(page)).toEqual([]);
  await page.locator('.photo-tile').first().waitFor();
  expect(await page.getByText(/were not finished/).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('a guest too, and what was begun is counted once', async () => {
  const { id } = await here.api.createAlbum({ name: 'From a phone' });
  const { token } = await here.api.createShare(id, { upload: 'allowed', max_photos: 6 });
  const { page, faults, context } = await visit(here.browser, 'phone', 'dark');
  const files = await photoFiles(6);
  await page.goto(`${here.url}/s/${token}`);
  const counts = await uploads(page, 2);
  await page.getByLabel('Add photos').first().setInputFiles(files);
  await page.getByText('Adding photos: 2 of 6').first().waitFor();
  // A ticket whose answer nobody hears is lost, and its place with it.
  await expect.poll(() => counts.sent, { timeout: 30_000 }).toBe(6);
  await reload(page);
  await page.getByText('4 of 6 photos were not finished when this page was left.').waitFor();
  await leavePicture(page, 'share-left-phone-dark');
  await expectAccessible(page);
  Object.assign(counts, { sent: 0, most: Number.POSITIVE_INFINITY });
  await page.getByLabel('Choose them again').setInputFiles(files);
  await page.getByText('6 photos were added.').waitFor({ timeout: 60_000 });
  expect(counts.sent).toBe(4);
  expect((await here.api.listPhotos(id)).items).toHaveLength(6);
  expect(faults).toEqual([]);
  await context.close();
});

test('who does not want to go on is not asked again', async () => {
  const { id } = await here.api.createAlbum({ name: 'Not now' });
  const { page, faults, context } = await signedIn(here, 'phone');
  await page.goto(`${here.url}/albums/${id}`);
  await uploads(page, 0);
  await page
    .getByLabel('Add photos')
    .first()
    .setInputFiles(await photoFiles(1));
  await page.getByText('Adding photos: 0 of 1').first().waitFor();
  await reload(page);
  await page.getByText('The photo that was on its way when this page was left was not finished.').waitFor();
  await page.getByRole('button', { name: 'Forget them' }).click();
  await page.reload();
  await page.getByText('No photos yet').waitFor();
  expect(await page.getByText(/was not finished/).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('what came meanwhile is not called unfinished, and what comes while somebody looks is counted', async () => {
  const { id } = await here.api.createAlbum({ name: 'In a tunnel' });
  const { page, faults, context } = await signedIn(here, 'desktop');
  const files = await photoFiles(3);
  await page.goto(`${here.url}/albums/${id}`);
  // The bytes arrive, and nobody is told.
  const sent: string[] = [];
  await page.route(/\/api\/photos\/confirm$/, (route) => void sent.push(route.request().postDataJSON().photo_id));
  await page.getByLabel('Add photos').first().setInputFiles(files);
  await expect.poll(() => sent.length, { timeout: 30_000 }).toBe(3);
  // As the bucket does a minute later.
  await here.api.confirmPhoto(sent[0]!);
  await reload(page);
  await page.getByText('2 of 3 photos were not finished when this page was left.').waitFor();
  await here.api.confirmPhoto(sent[1]!);
  await page.getByText('1 of 3 photos were not finished when this page was left.').waitFor();
  await here.api.confirmPhoto(sent[2]!);
  await page.getByText(/not finished/).waitFor({ state: 'detached' });
  await page.locator('.photo-tile').nth(2).waitFor();
  await reload(page);
  await page.locator('.photo-tile').nth(2).waitFor();
  expect(await page.getByText(/not finished/).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('a guest who sees no photos is told what came meanwhile, and what comes while he looks', async () => {
  const { id } = await here.api.createAlbum({ name: 'From the train' });
  const { token } = await here.api.createShare(id, { upload: 'only' });
  const { page, faults, context } = await visit(here.browser, 'phone', 'dark');
  await page.goto(`${here.url}/s/${token}`);
  const sent: string[] = [];
  await page.route(/\/photos\/confirm$/, (route) => void sent.push(route.request().postDataJSON().photo_id));
  await page
    .getByLabel('Add photos')
    .first()
    .setInputFiles(await photoFiles(2));
  await expect.poll(() => sent.length, { timeout: 30_000 }).toBe(2);
  const { session } = await here.api.openShare(token);
  // As the bucket does a minute later.
  const arrive = (photo: string) => here.api.confirmSharePhoto(token, session, photo);
  await arrive(sent[0]!);
  await reload(page);
  await page.getByText('The photo that was on its way when this page was left has arrived.').waitFor();
  await page.getByText('1 of 2 photos were not finished when this page was left.').waitFor();
  await leavePicture(page, 'share-arrived-phone-dark');
  await expectAccessible(page);
  await arrive(sent[1]!);
  await page.getByText('2 photos that were on their way when this page was left have arrived.').waitFor();
  await page.getByText(/not finished/).waitFor({ state: 'detached' });
  await reload(page);
  await page.getByRole('heading', { name: 'You can add photos to this album' }).waitFor();
  expect(await page.getByText(/when this page was left/).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('of two windows each remembers its own, also when the other one has ended', async () => {
  const { id } = await here.api.createAlbum({ name: 'From two windows' });
  const { page: first, faults, context } = await signedIn(here, 'desktop');
  const files = await photoFiles(5);
  const open = async (page: Page) => {
    await page.goto(`${here.url}/albums/${id}`);
    await page.getByText('No photos yet').waitFor();
    await uploads(page, 0);
  };
  const add = async (page: Page, some: typeof files) => {
    await page.getByLabel('Add photos').first().setInputFiles(some);
    await page.getByText(`Adding photos: 0 of ${some.length}`).first().waitFor();
  };
  const second = await context.newPage();
  await open(first);
  await open(second);
  await add(first, files.slice(0, 3));
  await add(second, files.slice(3));
  await second.close();
  const third = await context.newPage();
  await open(third);
  await third.getByText('2 of 2 photos were not finished when this page was left.').waitFor();
  await third.getByRole('button', { name: 'Forget them' }).click();
  await third.close();
  await first.close();
  const last = await context.newPage();
  await open(last);
  await last.getByText('3 of 3 photos were not finished when this page was left.').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
