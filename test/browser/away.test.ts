/** The laptop was closed, the connection or the login ended meanwhile: the page picks its job up again. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { startJob } from '../support/caller.ts';
import { heldRunning } from '../support/job-moments.ts';
import { signIn } from '../support/login.ts';
import { type Capture, capturesOf, makeWorld } from '../support/world.ts';

const here = browsing();
/** Long enough on its way to be left alone for a while. */
const GRID = { columns: 8, rows: 6, width: 560, height: 560, step: [300, 300] as [number, number] };
let captures: Capture[];
beforeAll(async () => {
  captures = await capturesOf(makeWorld(2660, 2060), GRID);
});

const newJob = async (name: string) => startJob(here.api, (await here.api.createMap({ name })).map, captures);
/** Comes only to a page that asks again: when it was left, the job was on its way. */
const completed = (page: Page) => page.getByRole('link', { name: 'Open the map' }).waitFor({ timeout: 120_000 });

test('a reload and a time without connection: the job is followed to its end', async () => {
  const { page, faults, context } = await signedIn(here, 'phone');
  const job = await newJob('Offline for a while');
  const letGo = await heldRunning(page);
  await page.goto(`${here.url}/jobs/${job}`);
  await page.getByText('This page keeps itself up to date').waitFor();
  await page.reload();
  await page.getByText('This page keeps itself up to date').waitFor();
  // Its answers would come although the browser is offline.
  await letGo();
  await context.setOffline(true);
  await page.getByText(/does not answer\. Asking again\./).waitFor();
  // What was known stays on show.
  await page.getByRole('heading', { name: 'Offline for a while' }).waitFor();
  await leavePicture(page, 'job-offline-phone-light');
  await expectAccessible(page);
  await context.setOffline(false);
  await page.getByText(/does not answer/).waitFor({ state: 'detached' });
  await completed(page);
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
});

test('a login that ended asks to sign in, and comes back to the same job', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  const job = await newJob('Signed out meanwhile');
  const letGo = await heldRunning(page);
  await page.goto(`${here.url}/jobs/${job}`);
  await page.getByText('This page keeps itself up to date').waitFor();
  await changeTokens(page, { access_token: 'ended' });
  await page.getByText('Your login has ended.').waitFor();
  await page.getByRole('heading', { name: 'Signed out meanwhile' }).waitFor();
  await leavePicture(page, 'job-signed-out-desktop-light');
  await expectAccessible(page);
  await letGo();
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Your login has ended.').waitFor({ state: 'detached' });
  await page.waitForURL(`**/jobs/${job}`);
  await completed(page);
  expect(faults.filter((fault) => !/401/.test(fault))).toEqual([]);
  await context.close();
});

test('tokens that end are renewed without a word; with nothing to renew them, a page that is opened signs in by itself', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(here.url);
  // A login of its own: what renews it is good once.
  await signIn(page);
  const job = await newJob('Renewed');
  const letGo = await heldRunning(page);
  await page.goto(`${here.url}/jobs/${job}`);
  await page.getByText('This page keeps itself up to date').waitFor();
  const before = await tokens(page);
  await changeTokens(page, { expires_at: 1 });
  await expect.poll(async () => (await tokens(page)).access_token).not.toBe(before.access_token);
  await page.getByText('This page keeps itself up to date').waitFor();

  await letGo();
  await changeTokens(page, { expires_at: 1, refresh_token: null });
  await page.goto(`${here.url}/jobs/${job}`);
  await completed(page);
  expect(new URL(page.url()).pathname).toBe(`/jobs/${job}`);
  expect(faults.filter((fault) => !/401/.test(fault))).toEqual([]);
  await context.close();
});

type Tokens = { access_token?: string; expires_at?: number; refresh_token?: string | null };

const tokens = (page: Page): Promise<Tokens> =>
  page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('oidc.user:'))!;
    return JSON.parse(sessionStorage.getItem(key)!);
  });

/** As time would: what the page keeps of its login becomes this; null takes it away. */
const changeTokens = (page: Page, changes: Tokens) =>
  page.evaluate((changed) => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('oidc.user:'))!;
    const known = { ...JSON.parse(sessionStorage.getItem(key)!), ...changed };
    const kept = Object.entries(known).filter(([, value]) => value !== null);
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(kept)));
  }, changes);
