/** What a person sees and clicks, in a real browser on the running platform. */
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../client/client.ts';
import { expectAccessible, launchBrowser, leavePicture, visit } from '../support/browser.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { type Platform, removeFolder, startPlatform, temporaryFolder } from '../support/platform.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

let directory: string;
let platform: Platform;
let api: Client;
let browser: Browser;
let job: string;
let map: string;

/** The sample city is made by the start itself. */
beforeAll(async () => {
  directory = await temporaryFolder();
  [platform, browser] = await Promise.all([startPlatform(directory), launchBrowser()]);
  api = await ada(platform.url);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await removeFolder(directory);
});

const firstJob = async () => {
  for (let i = 0; i < 100; i++) {
    const [first] = (await api.listJobs()).jobs;
    if (first) return first;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('the first start made no job');
};

describe('the first start', () => {
  test('a page shows the stages going by, until the map is there', async () => {
    ({ job_id: job, map } = await firstJob());
    const { page, faults } = await visit(browser, 'desktop');
    await page.goto(`${platform.url}/jobs/${job}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page
      .getByText(/Completed|Running|Preparing/)
      .first()
      .waitFor();
    await leavePicture(page, 'job-running');
    const open = page.getByRole('link', { name: 'Open the map' });
    await open.waitFor({ timeout: 120_000 });
    await leavePicture(page, 'job-completed');
    await expectAccessible(page);
    await open.click();
    await page.waitForURL(`**/maps/${map}*`);
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('the viewer', () => {
  test.each(['desktop', 'phone'] as const)('%s: tiles are there without a login, and nothing fails', async (device) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, faults, context } = await visit(browser, device, scheme);
      await page.goto(`${platform.url}/maps/${map}`);
      await page.locator('.leaflet-tile-loaded').first().waitFor();
      await page.waitForLoadState('networkidle');
      const picture = await leavePicture(page, `viewer-${device}-${scheme}`);
      const { channels } = await sharp(picture).stats();
      // A city has many colours: a blank map, or one that shows its background, has nearly one.
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(15);
      await expectAccessible(page);
      expect(faults).toEqual([]);
      await context.close();
    }
  });

  test('a shared link keeps place and zoom', async () => {
    const { page, faults, context } = await visit(browser, 'desktop');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${platform.url}/maps/${map}`);
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForTimeout(600);
    await page.mouse.move(640, 400);
    await page.mouse.down();
    await page.mouse.move(440, 300, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(1000);
    await page.getByRole('button', { name: 'Copy a link to this place' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(new RegExp(`^${platform.url}/maps/${map}#`));
    await page.waitForLoadState('networkidle');
    const before = await mapPixels(await leavePicture(page, 'shared-before'));

    const other = await visit(browser, 'desktop');
    await other.page.goto(link);
    await other.page.locator('.leaflet-tile-loaded').first().waitFor();
    await other.page.waitForLoadState('networkidle');
    await other.page.waitForTimeout(500);
    const after = await mapPixels(await leavePicture(other.page, 'shared-after'));
    expect(meanDifference(before, after)).toBeLessThan(2);
    expect([...faults, ...other.faults]).toEqual([]);
    await context.close();
    await other.context.close();
  });

  test('blank tiles are not asked for', async () => {
    const small = await api.createMap({ name: 'With a blank tile' });
    await endOf(api, await startJob(api, small.map, await capturesOf(SMALL_WORLD, SMALL_GRID)));
    const { page, faults, context } = await visit(browser, 'desktop');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${platform.url}/maps/${small.map}`);
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    for (let i = 0; i < 3; i++) {
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.waitForTimeout(500);
    }
    await page.waitForLoadState('networkidle');
    expect(asked.some((path) => /\/2\/\d\/\d\.webp$/.test(path))).toBe(true);
    expect(asked.some((path) => path.endsWith('/2/1/0.webp'))).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });

  test('the keyboard moves and zooms', async () => {
    const { page, context } = await visit(browser, 'desktop');
    await page.goto(`${platform.url}/maps/${map}`);
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    const before = page.url();
    await page.getByRole('region').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((url) => location.href !== url, before);
    await context.close();
  });
});

describe('the other pages', () => {
  test.each([
    ['home', '/', 'desktop', 'light'],
    ['home', '/', 'phone', 'dark'],
    ['not found', '/no/such/page', 'phone', 'light'],
  ] as const)('%s on %s (%s, %s) is whole and accessible', async (name, path, device, scheme) => {
    const { page, faults, context } = await visit(browser, device, scheme);
    await page.goto(platform.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await leavePicture(page, `${name.replace(' ', '-')}-${device}-${scheme}`);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await context.close();
  });

  test('a folder of screenshots becomes a map', async () => {
    const { page, faults, context } = await visit(browser, 'desktop');
    await page.goto(`${platform.url}/`);
    await page.getByRole('button', { name: 'Sign in' }).first().click();
    // The page leaves for the issuer some time after the click: whoever goes on before that is brought back here.
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
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
});

/** The middle of the window without bars and buttons, small enough that a fraction of a pixel does not show. */
const mapPixels = (picture: Buffer): Promise<Buffer> =>
  sharp(picture).extract({ left: 200, top: 150, width: 800, height: 500 }).resize(200).greyscale().raw().toBuffer();

function meanDifference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
