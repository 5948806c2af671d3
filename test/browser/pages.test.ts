/** The pages around a map: home, a new map by its form, and what is not there. */
import { expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();

test.each([
  ['home', '/', 'desktop', 'light'],
  ['home', '/', 'phone', 'dark'],
  ['not found', '/no/such/page', 'phone', 'light'],
] as const)('%s on %s (%s, %s) is whole and accessible', async (name, path, device, scheme) => {
  const { page, faults, context } = await visit(here.browser, device, scheme);
  await page.goto(here.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await leavePicture(page, `${name.replace(' ', '-')}-${device}-${scheme}`);
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await context.close();
});

test('a folder of screenshots becomes a map', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(here.url);
  await page.getByRole('button', { name: 'New map' }).first().click();
  const files = (await capturesOf(SMALL_WORLD, SMALL_GRID)).map(({ name, png }) => ({
    name,
    mimeType: 'image/png',
    buffer: png,
  }));
  const positions = (await capturesOf(SMALL_WORLD, SMALL_GRID)).map(({ name, nominal }) => ({ file: name, nominal }));
  await page
    .getByLabel('Choose files')
    .setInputFiles([
      ...files,
      { name: 'positions.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(positions)) },
    ]);
  await page.getByLabel('Name of the map').fill('From the page');
  await leavePicture(page, 'new-map');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Build the map' }).click();
  await page.waitForURL('**/jobs/job_*');
  await page.getByRole('link', { name: 'Open the map' }).waitFor({ timeout: 60_000 });
  expect(faults).toEqual([]);
  await context.close();
});
