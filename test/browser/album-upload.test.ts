/** Uploads into an album whose way is not free: files that cannot be taken, too many of them, a network that goes. */
import { expect, test } from 'vitest';
import { AWAY, callsOf, makeAlbum } from '../support/album-pages.ts';
import { photoFiles } from '../support/albums.ts';
import { expectAccessible, leavePicture } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';

const here = browsing();

/** What the page tells the test. */
declare const seen: (words: string | null) => Promise<void>;
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(12)]);

test('what cannot be taken says why and holds up nothing', async () => {
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await makeAlbum(here.url, page, 'Some of them');
  await page
    .getByLabel('Add photos')
    .setInputFiles([
      ...(await photoFiles(2)),
      { name: 'IMG_7.HEIC', mimeType: 'image/heic', buffer: HEIC },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
    ]);
  await page.getByText('2 photos were added.').waitFor();
  await page.getByText(/switch the camera: Settings, Camera, Formats, Most Compatible/).waitFor();
  await page.getByText('This is not a JPEG, PNG or WebP photo.').waitFor();
  await leavePicture(page, 'album-failed-phone-dark');
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await context.close();
});

test('of more files than are taken at a time the first that was left out is named', async () => {
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await makeAlbum(here.url, page, 'Too many');
  const files = Array.from({ length: 202 }, (_, index) => ({
    ...{ name: `IMG_${index}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
  }));
  await page.getByLabel('Add photos').setInputFiles(files);
  await page.getByText('2 were left out, from IMG_200.jpg on.').waitFor();
  await page.getByText('200 photos were not added:').waitFor();
  await page.getByLabel('Add photos').setInputFiles(files.slice(0, 201));
  await page.getByText('IMG_200.jpg was left out.').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('the network goes in the middle of an upload: it goes on by itself, and every photo is there once', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  const album = await makeAlbum(here.url, page, 'On a train');
  let isCut = false;
  await page.route(/\/originals\//, (route) => (isCut ? route.abort('internetdisconnected') : route.continue()));
  page.on('requestfinished', (request) => {
    if (request.method() === 'PUT' && !isCut) {
      isCut = true;
      void context.setOffline(true);
    }
  });
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(12));
  await page.getByText('No connection; it goes on by itself.').waitFor();
  await leavePicture(page, 'album-away-desktop-light');
  await expectAccessible(page);
  page.removeAllListeners('requestfinished');
  isCut = false;
  await context.setOffline(false);
  await page.getByText('12 photos were added.').waitFor({ timeout: 120_000 });
  expect((await here.api.listPhotos(album, { limit: 100 })).items).toHaveLength(12);
  expect(faults.filter((fault) => !AWAY.test(fault))).toEqual([]);
  await context.close();
});

test('an album on show stays as it is when it cannot be asked for again', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  const album = await makeAlbum(here.url, page, 'On a mountain');
  const problems: string[] = [];
  await page.exposeFunction('seen', (words: string) => problems.push(words));
  await page.evaluate(() => {
    const tell = () => document.querySelectorAll('.problem h2').forEach((each) => void seen(each.textContent));
    new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
  });
  const asked = `**/api/albums/${album}`;
  await page.route(asked, (route) => route.abort('internetdisconnected'));
  const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith(album));
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(1));
  await failed;
  await page.getByText('1 photo was added.').waitFor();
  // What its heading says is old; more can be added all the same, and it is asked for until it answers.
  await page.locator('.album-heading').getByText('0 photos').waitFor();
  await page.getByLabel('Add photos').setInputFiles((await photoFiles(2)).slice(1));
  await page.locator('.photo-tile').nth(1).waitFor();
  await page.unroute(asked);
  await page.locator('.album-heading').getByText('2 photos').waitFor();
  expect(problems).toEqual([]);
  expect(faults.filter((fault) => !AWAY.test(fault))).toEqual([]);
  await context.close();
});

test('an address that has ended is followed by another one for the same photo', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  const album = await makeAlbum(here.url, page, 'After a sleep');
  let refused = 0;
  await page.route(/\/originals\//, (route) =>
    route.request().method() === 'PUT' && refused++ === 0
      ? route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } })
      : route.continue(),
  );
  const made = callsOf(page);
  await page.getByLabel('Add photos').setInputFiles(await photoFiles(1));
  await page.getByText('1 photo was added.').waitFor();
  expect(made.filter((call) => /^POST .*\/ticket$/.test(call))).toHaveLength(1);
  expect((await here.api.listPhotos(album)).items).toHaveLength(1);
  expect(faults.filter((fault) => !AWAY.test(fault))).toEqual([]);
  await context.close();
});
