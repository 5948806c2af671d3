/** The start page: jobs that need a look, and the maps. */
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, sampleCity, signedIn } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { type Capture, capturesOf, makeWorld, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();
const GRID = { columns: 8, rows: 6, width: 560, height: 560, step: [300, 300] as [number, number] };
let few: Capture[];
let many: Capture[];
beforeAll(async () => {
  [few, many] = await Promise.all([capturesOf(SMALL_WORLD, SMALL_GRID), capturesOf(makeWorld(2660, 2060), GRID)]);
});

test.each([
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const)(
  '%s (%s): what runs and what failed stands above the maps; own cards lead to their builds',
  async (device, scheme) => {
    await sampleCity(here);
    const failing = await here.api.createMap({ name: `Failing on a ${device}` });
    const bad = few.map((capture, i) => (i === 1 ? { ...capture, png: capture.png.subarray(0, 5000) } : capture));
    await endOf(here.api, await startJob(here.api, failing.map, bad));
    const building = await here.api.createMap({ name: `Building on a ${device}` });
    const { page, faults, context } = await signedIn(here, device, scheme);
    const job = await startJob(here.api, building.map, many);
    await page.goto(here.url);
    const rows = page.getByRole('region', { name: 'Jobs under way' });
    const running = rows.getByRole('link', { name: building.name });
    await running.getByRole('progressbar').waitFor();
    const failed = rows.getByRole('link', { name: failing.name });
    await failed.getByText('1 screenshot cannot be used. See what to do.').waitFor();
    // Of this map alone: other files' jobs run beside.
    const beingBuilt = page.getByRole('link', { name: new RegExp(`^Building, .* ${building.name}`) });
    await beingBuilt.waitFor();
    await page.waitForLoadState('networkidle');
    await leavePicture(page, `home-jobs-${device}-${scheme}`);
    await expectAccessible(page);
    // It ends before one's eyes: its row stays and says so, and its card shows the map.
    await running.getByText('Completed').waitFor({ timeout: 120_000 });
    await page.locator(`a[href="/maps/${building.map}"] img`).waitFor();
    await page.getByRole('link', { name: `Builds of ${building.name}` }).waitFor();
    await beingBuilt.waitFor({ state: 'detached' });
    await failed.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Go on with the job' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
    expect(await here.api.jobStatus(job)).toMatchObject({ status: 'completed' });
  },
);

test('whoever signs in from the form of a new map comes back to it', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(here.url);
  await page.getByRole('button', { name: 'New map' }).first().click();
  await page.getByRole('dialog', { name: 'New map' }).getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('dialog', { name: 'New map' }).getByText('Drop a folder of screenshots here').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  expect(faults).toEqual([]);
  await context.close();
});

test('an end that somebody has taken note of is not told of any more, also after a reload', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(here.url);
  const dismiss = page.getByRole('button', { name: 'Dismiss: Failing on a desktop' });
  await dismiss.focus();
  await page.keyboard.press('Enter');
  await dismiss.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/^(A|H1)$/);
  await page.reload();
  await page.locator('.card').first().waitFor();
  expect(await dismiss.count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('a link to a new map opens its form', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(here.url);
  await page.goto(`${here.url}/#new`);
  await page.reload();
  await page.getByRole('dialog', { name: 'New map' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  expect(faults).toEqual([]);
  await context.close();
});
