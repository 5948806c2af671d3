/** A running job is cancelled on its page. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { heldRunning } from '../support/job-moments.ts';
import { tabTo } from '../support/tab-to.ts';
import { type Capture, capturesOf, makeWorld, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();
/**
 * Enough to come in between, also where there are many cores: so many have to be compared before any is cut. Each is larger than the
 * world's patch of one colour.
 */
const LONG = { exact: false, save_data_id: 'later' };
const GRID = { columns: 8, rows: 6, width: 560, height: 560, step: [300, 300] as [number, number] };
let many: Capture[];
let few: Capture[];
beforeAll(async () => {
  [many, few] = await Promise.all([capturesOf(makeWorld(2660, 2060), GRID), capturesOf(SMALL_WORLD, SMALL_GRID)]);
});

const cancelButton = (page: Page) => page.getByRole('button', { name: 'Cancel the job' });
const dialog = (page: Page) => page.getByRole('dialog', { name: /^Cancel building/ });

test('by click: the page asks once, says what goes and what stays, and how to begin again', async () => {
  const { map } = await here.api.createMap({ name: 'Cancelled by click' });
  const { page, faults, context } = await signedIn(here, 'desktop');
  const before = await startJob(here.api, map, few);
  await endOf(here.api, before);
  const letGo = await heldRunning(page);
  await page.goto(`${here.url}/jobs/${before}`);
  await cancelButton(page).click();
  await dialog(page)
    .getByText(/The map goes on showing the build made/)
    .waitFor();
  await leavePicture(page, 'cancel-asks-desktop-light');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await cancelButton(page).evaluate((button) => button === document.activeElement)).toBe(true);

  // On a line where no answer comes: Esc leaves it to itself, the button does not wait.
  await page.route(`**/jobs/${before}/cancel`, () => {});
  await cancelButton(page).click();
  await dialog(page).getByRole('button', { name: 'Cancel the job' }).click();
  await dialog(page).getByRole('button', { name: 'Cancelling' }).waitFor();
  for (const _ of [1, 2]) await page.keyboard.press('Escape');
  expect(await dialog(page).isVisible()).toBe(true);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await cancelButton(page).evaluate((button) => button === document.activeElement)).toBe(true);

  await letGo();
  const job = await startJob(here.api, map, many, LONG);
  await page.goto(`${here.url}/jobs/${job}`);
  await cancelButton(page).click();
  await dialog(page).getByRole('button', { name: 'Cancel the job' }).click();
  const status = page.getByRole('status').filter({ hasText: 'Cancelled' });
  await status.waitFor();
  expect(await status.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await here.api.jobStatus(job)).toMatchObject({ status: 'cancelled' });
  await page.getByText(/To begin again, choose New map/).waitFor();
  expect(await page.getByText('waiting').count()).toBe(0);
  expect(await page.getByText('not reached').count()).toBeGreaterThan(0);
  await leavePicture(page, 'cancelled-desktop-light');
  await expectAccessible(page);
  expect((await here.api.showMap(map)).published_build).not.toBeNull();
  expect(faults).toEqual([]);
  await context.close();
});

test('by keyboard alone, on a phone', async () => {
  const { map } = await here.api.createMap({ name: 'Cancelled by keyboard' });
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  const [first, ...rest] = few;
  const broken = await startJob(here.api, map, [{ ...first!, png: first!.png.subarray(0, 999) }, ...rest]);
  await endOf(here.api, broken);
  const letGo = await heldRunning(page);
  await page.goto(`${here.url}/jobs/${broken}`);
  await cancelButton(page).waitFor();
  await tabTo(page, 'Cancel the job');
  await page.keyboard.press('Enter');
  await dialog(page).getByText('The map shows nothing until it is built again.').waitFor();
  await leavePicture(page, 'cancel-asks-phone-dark');
  await expectAccessible(page);
  await letGo();

  const job = await startJob(here.api, map, many, LONG);
  await page.goto(`${here.url}/jobs/${job}`);
  await cancelButton(page).waitFor();
  await tabTo(page, 'Cancel the job');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  // The first stop in the dialog changes nothing.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it running');
  await tabTo(page, 'Cancel the job');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Cancelled' }).waitFor();
  await leavePicture(page, 'cancelled-phone-dark');
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await context.close();
});

test('a job that ended while the question was open says so', async () => {
  const { map } = await here.api.createMap({ name: 'Ended before' });
  const { page, faults, context } = await signedIn(here, 'desktop');
  const job = await startJob(here.api, map, few);
  expect(await endOf(here.api, job)).toMatchObject({ status: 'completed' });
  const letGo = await heldRunning(page);
  await page.goto(`${here.url}/jobs/${job}`);
  await cancelButton(page).click();
  await letGo();
  await dialog(page).getByRole('button', { name: 'Cancel the job' }).click();
  await dialog(page).getByRole('alert').filter({ hasText: 'had ended before' }).waitFor();
  await leavePicture(page, 'cancel-refused');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('link', { name: 'Open the map' }).waitFor();
  // A held answer that was under way may still come; the next one is true.
  await cancelButton(page).waitFor({ state: 'detached' });
  expect(faults.filter((fault) => !/409/.test(fault))).toEqual([]);
  await context.close();
});
