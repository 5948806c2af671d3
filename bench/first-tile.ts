/** How soon a visitor sees a map: from the request of the page to the first tile, in a fresh browser context. */
import type { Browser, Page } from 'playwright-core';
import { type Device, visit } from '../test/support/browser.ts';

export type Seen = {
  seconds: number;
  /** kB of scripts, as they came over the network. */
  scriptKB: number;
  /** What failed until the network was quiet. */
  failed: number;
};

/** @param prepare is called with the empty page: for throttling */
export async function firstTile(
  browser: Browser,
  device: Device,
  address: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Seen> {
  const { page, context, faults } = await visit(browser, device);
  await prepare(page);
  let bytes = 0;
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') bytes += Number(answer.headers()['content-length'] ?? 0);
  });
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  const seconds = (performance.now() - started) / 1000;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { seconds, scriptKB: bytes / 1000, failed: faults.length };
}
