/** A private map in a browser: made by its owner's choice, seen by the owner alone, for as long as somebody looks. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { chooseFolder } from '../support/dropping.ts';
import { mapAtRest } from '../support/map-at-rest.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();
let map: string;

beforeAll(async () => {
  ({ map } = await here.api.createMap({ name: 'Behind the hedge', visibility: 'private' }));
  // Pages know the newest 50 maps, so it is none of those that other tests made before.
  await here.api.createMap({ name: 'In front of the hedge' });
  const captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  for (const format of ['webp', 'png'] as const) {
    await endOf(here.api, await startJob(here.api, map, captures, { save_data_id: format, format }));
  }
});

/** Questions to the gate, and tiles that came, since the page was there. */
function counted(page: Page) {
  const asked = { sessions: 0, calls: 0, tiles: 0, refused: 0 };
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname.endsWith(`/${map}/session`)) asked.sessions++;
    else if (pathname.startsWith('/api/')) asked.calls++;
    if (!pathname.startsWith(`/media/maps/${map}/`) || pathname.endsWith('.json')) return;
    if (answer.ok()) asked.tiles++;
    else asked.refused++;
  });
  return asked;
}

test.each(['desktop', 'phone'] as const)(
  '%s: its owner looks at it with one question for all tiles',
  async (device) => {
    const { page, faults, context } = await signedIn(here, device);
    await page.goto(here.url);
    await page
      .getByRole('link', { name: /Behind the hedge.*only you see it/ })
      .first()
      .waitFor();
    const picture = await page.locator('.card', { hasText: 'Behind the hedge' }).locator('img').elementHandle();
    await page.waitForFunction((img) => (img as HTMLImageElement).naturalWidth === 512, picture);
    await leavePicture(page, `private-home-${device}`);
    // What the page before still asks for is none of the map's calls.
    await page.goto('about:blank');
    const asked = counted(page);
    await page.goto(`${here.url}/maps/${map}`);
    await mapAtRest(page);
    await page.getByText('only you see it').waitFor();
    await leavePicture(page, `private-viewer-${device}`);
    await expectAccessible(page);
    expect(asked).toMatchObject({ sessions: 1, calls: 0, refused: 0 });
    expect(asked.tiles).toBeGreaterThan(0);

    await page.goto(`${here.url}/maps/${map}/compare`);
    await mapAtRest(page);
    await leavePicture(page, `private-compare-${device}`);
    expect(faults).toEqual([]);
    await context.close();
  },
);

test('once its cookies have ended the map goes on by one renewal', async () => {
  const { page, context } = await signedIn(here, 'desktop');
  await page.goto(`${here.url}/maps/${map}#0/700/500`);
  await mapAtRest(page);
  const asked = counted(page);
  await context.clearCookies({ name: /^CloudFront-/ });
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  // What was refused came with the second question.
  await mapAtRest(page);
  expect(asked.tiles).toBeGreaterThan(1);
  expect(asked.sessions).toBe(1);
  expect(asked.refused).toBeGreaterThan(0);
  await leavePicture(page, 'private-renewed');
  await context.close();
});

test('who is not signed in, or is somebody else, finds no map there', async () => {
  const { page, context, faults } = await visit(here.browser, 'phone');
  const asked = counted(page);
  await page.goto(`${here.url}/maps/${map}`);
  await page.getByText('only its owner may see it').waitFor();
  await expectAccessible(page);
  await leavePicture(page, 'private-nobody');
  expect(faults).toEqual([]);
  expect(asked).toMatchObject({ sessions: 0, tiles: 0 });
  // It is the owner's after all.
  await page.getByRole('button', { name: 'Sign in' }).last().click();
  await mapAtRest(page);
  await context.close();
});

test.each(['desktop', 'phone'] as const)(
  '%s: a new map is private by one choice, which a later build of it shows and leaves',
  async (device) => {
    const folder = await temporaryFolder();
    for (const { name, png } of await capturesOf(SMALL_WORLD, SMALL_GRID)) await writeFile(join(folder, name), png);
    const { page, faults, context } = await signedIn(here, device);
    await page.goto(here.url);
    await chooseFolder(page, folder);
    await removeFolder(folder);
    const name = `Chosen on the ${device}`;
    await page.getByLabel('Name of the map').fill(name);
    await page
      .getByLabel('Everybody who has the address')
      .isChecked()
      .then((is) => expect(is).toBe(true));
    await page.getByLabel('Only you').check();
    await page.getByText('For others there is no such map').waitFor();
    await page.getByText('Who may see it').scrollIntoViewIfNeeded();
    await leavePicture(page, `private-new-map-${device}`);
    await expectAccessible(page);
    await page.getByLabel('Name of the map').fill('Behind the hedge');
    await page.getByText('This was chosen when the map was made').waitFor();
    expect(await page.getByLabel('Only you').isChecked()).toBe(true);
    expect(await page.getByLabel('Only you').isDisabled()).toBe(true);
    await page.getByLabel('Name of the map').fill('In front of the hedge');
    expect(await page.getByLabel('Everybody who has the address').isChecked()).toBe(true);
    await page.getByLabel('Name of the map').fill(name);
    expect(await page.getByLabel('Only you').isChecked()).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  },
);
