/** The platform itself goes away, or loses a job, while somebody looks: on a platform of its own, which may be killed. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, launchBrowser, leavePicture, visit } from '../support/browser.ts';
import { signIn } from '../support/browsing.ts';
import { ada, startJob } from '../support/caller.ts';
import { inside } from '../support/inside.ts';
import { tiling } from '../support/job-moments.ts';
import { type Platform, removeFolder, startPlatform, temporaryFolder } from '../support/platform.ts';
import { capturesOf, makeWorld } from '../support/world.ts';
import { answerWith, changed } from './gallery/answers.ts';

let directory: string;
let data: string;
let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  directory = await temporaryFolder();
  data = join(directory, 'data');
  [platform, browser] = await Promise.all([startPlatform(data, '--empty'), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([platform?.stop(), browser?.close()]);
  await removeFolder(directory);
});

test('a job whose execution died goes on by one button; the platform is killed meanwhile and starts again', async () => {
  const api = await ada(platform.url);
  const { map } = await api.createMap({ name: 'Interrupted' });
  const { page, context } = await visit(browser, 'desktop');
  await page.goto(platform.url);
  await signIn(page);
  const grid = { columns: 6, rows: 5, width: 560, height: 560, step: [300, 300] as [number, number] };
  const job = await startJob(api, map, await capturesOf(makeWorld(2060, 1760), grid));
  await (await inside(platform.url, data)).stop(/-map$/, job);
  // The page sees it run, and die, however fast it would have been.
  const STATUS = /\/status$/;
  await answerWith(page, [[STATUS, changed(tiling)]]);
  await page.goto(`${platform.url}/jobs/${job}`);
  await page.getByText('This page keeps itself up to date').waitFor();
  await page.unroute(STATUS);
  await page.getByText('The build was stopped from outside.').waitFor();
  await leavePicture(page, 'failed-without-shots-desktop-light');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on with the job' }).click();
  await page.getByText('This page keeps itself up to date').waitFor();

  const { port } = new URL(platform.url);
  await platform.kill();
  await page.getByText(/does not answer\. Asking again\./).waitFor();
  platform = await startPlatform(data, '--empty', '--port', port);
  await page.getByRole('link', { name: 'Open the map' }).waitFor({ timeout: 120_000 });
  await page.getByText(/after 2 attempts/).waitFor();
  expect(await api.jobStatus(job)).toMatchObject({ status: 'completed', attempt: 2 });
  await context.close();
});
