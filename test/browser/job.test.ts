/** The page of a job. */
import { expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing } from '../support/browsing.ts';
import { startJob } from '../support/caller.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();

test('the stages go by, until the map is there', async () => {
  const { map } = await here.api.createMap({ name: 'Watched' });
  const job = await startJob(here.api, map, await capturesOf(SMALL_WORLD, SMALL_GRID));
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(`${here.url}/jobs/${job}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByText(/Completed|Running|Preparing/)
    .first()
    .waitFor();
  await leavePicture(page, 'job-running');
  const open = page.getByRole('link', { name: 'Open the map' });
  await open.waitFor({ timeout: 120_000 });
  const cost = page.getByText(/^Cost \$0\.\d+$/);
  await cost.click();
  await page.getByRole('row', { name: /^PUT, COPY, LIST S3 [\d,]+ requests \$/ }).waitFor();
  await page.getByRole('row', { name: /^Once \$/ }).waitFor();
  await leavePicture(page, 'job-completed');
  await expectAccessible(page);
  // Prices are what the table is for: they are seen on a phone without being looked for.
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  const hidden = await page.locator('.job-cost-rows').evaluate((rows) => rows.scrollWidth - rows.clientWidth);
  expect(hidden).toBe(0);
  await leavePicture(page, 'job-cost-phone');
  await page.setViewportSize({ width, height });
  await open.click();
  await page.waitForURL(`**/maps/${map}*`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
