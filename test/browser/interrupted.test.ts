/** The platform itself goes away, or loses a job, while somebody looks: on a platform of its own, which may be killed. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeVisits, expectAccessible, leavePicture, sharedBrowser } from '../support/browser.ts';
import { signedIn } from '../support/browsing.ts';
import { startJob } from '../support/caller.ts';
import { heldRunning } from '../support/job-moments.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { capturesOf, makeWorld } from '../support/world.ts';

const own = ownPlatform();
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closeVisits(browser));

test('a job whose execution died goes on by one button; the platform is killed meanwhile and starts again', async () => {
  const { map } = await own.api.createMap({ name: 'Interrupted' });
  const { page, context } = await signedIn({ browser, url: own.platform.url }, 'desktop');
  const grid = { columns: 6, rows: 5, width: 560, height: 560, step: [300, 300] as [number, number] };
  const job = await startJob(own.api, map, await capturesOf(makeWorld(2060, 1760), grid));
  await own.within.stop(/-map$/, job);
  // The page sees it run, and die, however fast it would have been.
  const letGo = await heldRunning(page);
  await page.goto(`${own.platform.url}/jobs/${job}`);
  await page.getByText('This page keeps itself up to date').waitFor();
  await letGo();
  await page.getByText('The build was stopped from outside.').waitFor();
  await leavePicture(page, 'failed-without-shots-desktop-light');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on with the job' }).click();
  await page.getByText('This page keeps itself up to date').waitFor();

  await own.platform.kill();
  await page.getByText(/does not answer\. Asking again\./).waitFor();
  await own.startAgain();
  await page.getByRole('link', { name: 'Open the map' }).waitFor({ timeout: 120_000 });
  await page.getByText(/after 2 attempts/).waitFor();
  expect(await own.api.jobStatus(job)).toMatchObject({ status: 'completed', attempt: 2 });
  await context.close();
});
