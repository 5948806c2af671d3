/**
 * Hundreds of files by the page, on a platform of its own: the page is reloaded in the middle, and the platform is killed and
 * started again. `npm run bench -- drop` does the same with 2,000 files and measures it.
 */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeVisits, expectAccessible, leavePicture, sharedBrowser, visit } from '../support/browser.ts';
import { beginUpload, chooseFolder, manyShots, untilTaken, watchUploads } from '../support/dropping.ts';
import { signIn } from '../support/login.ts';
import { ownPlatform } from '../support/own-platform.ts';

const FILES = 400;
/** What a browser says of a platform that is away; every other fault is one. */
const AWAY = /ERR_(CONNECTION|EMPTY|FAILED|SOCKET)|503|CORS|Failed to load resource/;

const own = ownPlatform();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
  await manyShots(join(own.folder, 'Big city'), FILES, 20);
});
afterAll(() => closeVisits(browser));

test('a folder of many files is uploaded, each once, whatever comes in between', async () => {
  const { page, faults, context } = await visit(browser, 'desktop');
  const watched = await watchUploads(page);
  await page.goto(own.platform.url);
  await signIn(page);

  await chooseFolder(page, join(own.folder, 'Big city'));
  await beginUpload(page, 'Big city');
  await untilTaken(watched, FILES / 6);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expectGoingOn();
  await chooseFolder(page, join(own.folder, 'Big city'));
  await beginUpload(page, 'Big city');
  await page.getByText(/^\d+ of 400 are there already and are not sent again\.$/).waitFor();

  await untilTaken(watched, FILES / 3);
  expect(faults).toEqual([]);
  await own.platform.kill();
  await page.getByText('No connection; it goes on by itself.').waitFor();
  await page.getByText(/^All files:/).click();
  await leavePicture(page, 'upload-away-desktop-light');
  await expectAccessible(page);
  await own.startAgain();
  await page.waitForURL('**/jobs/job_*', { timeout: 120_000 });

  const { shots, map } = await own.api.jobShots(page.url().split('/').at(-1)!);
  const ids = new Set(shots.map(({ screenshot_id }) => screenshot_id));
  expect(ids.size).toBe(FILES);
  const stored = await own.within.objects(`screenshots/${map}/`);
  expect(new Set(stored.map(({ key }) => key.split('/').at(-1)))).toEqual(ids);
  expect(await watched.most()).toBe(6);
  expect(Math.max(...watched.taken.values())).toBe(1);
  expect(faults.filter((fault) => !AWAY.test(fault))).toEqual([]);
  await context.close();
});

/** The page of the map says that screenshots are there, and leads to where the folder is given again. */
async function expectGoingOn(): Promise<void> {
  const { page, context } = await visit(browser, 'phone', 'dark');
  const [map] = (await own.api.listMaps()).maps;
  await page.goto(own.platform.url);
  await signIn(page);
  await page.goto(`${own.platform.url}/maps/${map!.map}`);
  await page.getByText(/^Uploaded and not used yet: \d+ screenshots\. Give the same folder/).waitFor();
  await leavePicture(page, 'upload-there-phone-dark');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go on with the upload' }).click();
  await page.getByRole('heading', { name: 'New map' }).waitFor();
  await context.close();
}
