/** The builds of a map: everybody sees them, its owner publishes, goes back, and deletes. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { signIn } from '../support/login.ts';
import { tabTo } from '../support/tab-to.ts';
import { tintedBuild } from '../support/tinted.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();
const published = async (map: string) => (await here.api.showMap(map)).published_build;
const openBuilds = async (page: Page, map: string, rows: number) => {
  await page.goto(`${here.url}/maps/${map}/builds`);
  await page
    .getByRole('listitem')
    .nth(rows - 1)
    .waitFor();
};
/** The list is asked for again after a change is told: what a row offers before that goes by the list of before. */
const rowShown = (page: Page, row: number) =>
  page.getByRole('listitem').nth(row).getByText('published', { exact: true }).waitFor();

test('publishing by keyboard, undo, roll back, and a refusal in plain words', async () => {
  const { map } = await here.api.createMap({ name: 'There and back' });
  const oldest = await tintedBuild(here.api, map, 'red');
  const first = await tintedBuild(here.api, map, 'green');
  const second = await tintedBuild(here.api, map, 'blue');
  const broken = await capturesOf(SMALL_WORLD, SMALL_GRID);
  const cut = broken.map((capture, i) => (i === 1 ? { ...capture, png: capture.png.subarray(0, 999) } : capture));
  await endOf(here.api, await startJob(here.api, map, cut));

  const { page, faults, context } = await visit(here.browser, 'desktop');
  await openBuilds(page, map, 4);
  // A visitor looks, and changes nothing.
  expect(await page.getByRole('button', { name: /Publish|Roll back|Delete/ }).count()).toBe(0);
  expect(await page.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/failed.*6 shots/),
    expect.stringMatching(/published.*1 shot.*1,400 × 1,000 px.*WebP, lossless/),
    expect.stringMatching(/kept.*1 shot.*Compare with the published/),
    expect.stringMatching(/kept/),
  ]);
  await signIn(page);
  await page.getByRole('button', { name: 'Publish' }).first().waitFor();
  await leavePicture(page, 'builds-desktop-light');
  await expectAccessible(page);

  await tabTo(page, 'Publish');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await leavePicture(page, 'builds-publish-desktop-light');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await published(map)).toBe(second);
  // The focus is back where it was.
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'Publish');
  await page.keyboard.press('Enter');
  await page.getByText('The map shows the build of').waitFor();
  await rowShown(page, 2);
  expect(await published(map)).toBe(first);
  await leavePicture(page, 'builds-published-desktop-light');
  await tabTo(page, 'Undo');
  await page.keyboard.press('Enter');
  await page.getByText('Taken back').waitFor();
  await rowShown(page, 1);
  expect(await published(map)).toBe(second);
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Roll back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The map shows the build of').waitFor();
  await rowShown(page, 2);
  expect(await published(map)).toBe(first);

  // Meanwhile, elsewhere.
  await here.api.rollBack(map, { from: first, to: oldest });
  await page.getByRole('button', { name: 'Publish' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Meanwhile the map shows another build').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await rowShown(page, 3);
  expect(await published(map)).toBe(oldest);

  await page.getByRole('link', { name: 'Compare with the published' }).first().click();
  await page.waitForURL((url) => url.search === `?a=${second}&b=${oldest}`);
  await page.getByRole('slider').waitFor();
  expect(faults.filter((fault) => !fault.startsWith('409') && !fault.includes('409 (Conflict)'))).toEqual([]);
  await context.close();
});

test('on a phone: deleting a map says what goes, counts, and ends at home', async () => {
  const { map } = await here.api.createMap({ name: 'Soon gone' });
  await tintedBuild(here.api, map, 'red');
  const shown = await tintedBuild(here.api, map, 'blue');
  const { page, faults, context } = await visit(here.browser, 'phone', 'dark');
  await page.setViewportSize({ width: 360, height: 740 });
  await openBuilds(page, map, 2);
  await signIn(page);
  await page.getByRole('button', { name: 'Delete the map' }).waitFor();
  await leavePicture(page, 'builds-phone-dark');
  await expectAccessible(page);
  // Nothing is wider than the phone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Delete the map' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.textContent()).toMatch(/Delete Soon gone for good\?.*2 builds.*\d+ tiles/);
  await leavePicture(page, 'builds-delete-phone-dark');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Keep the map' }).click();
  expect(await published(map)).toBe(shown);
  await page.getByRole('button', { name: 'Delete the map' }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('heading', { name: 'Soon gone is deleted' }).waitFor();
  expect(await page.getByRole('status').textContent()).toMatch(/[\d,]+ files and [\d,]+ rows went/);
  await leavePicture(page, 'builds-deleted-phone-dark');
  await expectAccessible(page);
  // The focus waits on the way home.
  await page.keyboard.press('Enter');
  await page.waitForURL(`${here.url}/`);
  await page.getByRole('heading', { name: 'Maps' }).waitFor();
  expect((await here.api.listMaps()).maps.map((other) => other.map)).not.toContain(map);
  expect(faults).toEqual([]);
  await context.close();
});

test('a map that is not there', async () => {
  const { page, context } = await visit(here.browser, 'phone');
  await page.goto(`${here.url}/maps/not-there/builds`);
  await page.getByRole('heading', { name: 'This map is not there' }).waitFor();
  await expectAccessible(page);
  await context.close();
});
