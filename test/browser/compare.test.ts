/** Two builds under one slider. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing } from '../support/browsing.ts';
import { copiedLink } from '../support/copied-link.ts';
import { mapAtRest } from '../support/map-at-rest.ts';
import { tintAt, tintedBuild } from '../support/tinted.ts';
import { fingers } from '../support/touch.ts';

const here = browsing();
let map: string;
let red: string;
let green: string;
let blue: string;

beforeAll(async () => {
  ({ map } = await here.api.createMap({ name: 'Before and after' }));
  // Each is published after the one before; the first then goes with the daily tidying, which does not run here.
  red = await tintedBuild(here.api, map, 'red');
  green = await tintedBuild(here.api, map, 'green', 2400);
  blue = await tintedBuild(here.api, map, 'blue');
});

const open = async (page: Page, a: string, b: string, hash = '') => {
  await page.goto(`${here.url}/maps/${map}/compare?a=${a}&b=${b}${hash}`);
  await mapAtRest(page, a, b);
};

/** What is seen at shares of the width, in the middle of the height. */
const seen = async (page: Page, picture: Buffer, ...shares: number[]) => {
  const { width, height } = page.viewportSize()!;
  return Promise.all(
    shares.map((share) => tintAt(picture, Math.round(width * share) - 10, Math.round(height * 0.4) - 10)),
  );
};

test('both builds are seen, cut at the slider, on their own side of it', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await open(page, red, blue);
  expect(await seen(page, await leavePicture(page, 'compare-desktop-light'), 0.3, 0.45, 0.55, 0.7)).toEqual([
    'red',
    'red',
    'blue',
    'blue',
  ]);
  await expectAccessible(page);

  const slider = page.getByRole('slider');
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, 200);
  await page.mouse.down();
  await page.mouse.move(1280 * 0.6, 220, { steps: 4 });
  await page.mouse.up();
  expect(await slider.getAttribute('aria-valuenow')).toBe('60');
  expect(await seen(page, await page.screenshot(), 0.5, 0.57, 0.63)).toEqual(['red', 'red', 'blue']);

  await slider.focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowRight');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^42 %: left of it the build of .+, right of it/);
  expect(await seen(page, await page.screenshot(), 0.39, 0.45)).toEqual(['red', 'blue']);
  await page.keyboard.press('Home');
  expect(await seen(page, await page.screenshot(), 0.3, 0.7)).toEqual(['blue', 'blue']);
  await page.keyboard.press('End');
  expect(await seen(page, await page.screenshot(), 0.3, 0.7)).toEqual(['red', 'red']);
  expect(faults).toEqual([]);
  await context.close();
});

test('they move and zoom as one, also meanwhile', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await open(page, red, blue, '#2/700/500');
  await page.mouse.move(900, 300);
  await page.mouse.down();
  await page.mouse.move(1000, 340, { steps: 4 });
  // Still held.
  expect(await seen(page, await page.screenshot(), 0.4, 0.47, 0.53, 0.6)).toEqual(['red', 'red', 'blue', 'blue']);
  await page.mouse.up();
  await page.mouse.wheel(0, -400);
  // In the middle of the animation, then at its end.
  await page.waitForTimeout(120);
  expect(await seen(page, await page.screenshot(), 0.4, 0.47, 0.53, 0.6)).toEqual(['red', 'red', 'blue', 'blue']);
  await mapAtRest(page, red, blue);
  expect(await seen(page, await page.screenshot(), 0.4, 0.47, 0.53, 0.6)).toEqual(['red', 'red', 'blue', 'blue']);
  expect(page.url()).toMatch(/compare\?a=\w+&b=\w+#/);
  expect(faults).toEqual([]);
  await context.close();
});

test('builds of another size lie at the same place', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  // The right edge of blue, 1,400 px from the origin, in the middle of the window. Green goes on beyond it, in one more level.
  await open(page, green, blue, '#2/1400/500');
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  expect(await seen(page, await page.screenshot(), 0.45, 0.49, 0.51, 0.55)).toEqual([
    'blue',
    'blue',
    undefined,
    undefined,
  ]);
  await page.keyboard.press('End');
  expect(await seen(page, await page.screenshot(), 0.45, 0.55)).toEqual(['green', 'green']);

  // The other way round: zooms count in green's levels now, the place stays.
  await page.getByRole('button', { name: 'Change sides' }).click();
  await page.waitForURL(`**?a=${blue}&b=${green}#3/1400/500`);
  await mapAtRest(page, blue, green);
  expect(await seen(page, await page.screenshot(), 0.45, 0.49, 0.51, 0.55)).toEqual([
    'blue',
    'blue',
    undefined,
    undefined,
  ]);
  expect(faults).toEqual([]);
  await context.close();
});

test('on a phone: by fingers, choosing builds, a link, and back to the map', async () => {
  const { page, faults, context } = await visit(here.browser, 'phone', 'dark');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, red, blue, '#2/700/500');
  expect(await seen(page, await leavePicture(page, 'compare-phone-dark'), 0.2, 0.8)).toEqual(['red', 'blue']);
  await expectAccessible(page);
  const hand = await fingers(page);
  await hand.drag([195, 422], [78, 422]);
  expect(await page.getByRole('slider').getAttribute('aria-valuenow')).toBe('20');
  expect(await seen(page, await page.screenshot(), 0.1, 0.35)).toEqual(['red', 'blue']);
  const before = page.url();
  await hand.pinch([250, 300], 2);
  await page.waitForURL((url) => url.href !== before);
  await mapAtRest(page);
  expect(await seen(page, await page.screenshot(), 0.1, 0.35)).toEqual(['red', 'blue']);

  await page.getByLabel('Left').selectOption(green);
  await page.waitForURL((url) => url.search === `?a=${green}&b=${blue}`);
  await mapAtRest(page, green, blue);
  expect(await seen(page, await page.screenshot(), 0.1, 0.35)).toEqual(['green', 'blue']);
  expect(await copiedLink(page)).toBe(page.url());
  const [, place] = page.url().split('#');
  await page.getByRole('link', { name: 'Back to the map' }).click();
  await page.waitForURL(`${here.url}/maps/${map}#${place}`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a link to builds that are not there says so, and offers others', async () => {
  const { page, faults, context } = await visit(here.browser, 'phone');
  await page.goto(`${here.url}/maps/${map}/compare?a=01JZ0000000000000000000000&b=${blue}`);
  await page.getByText('is not among the newest builds').waitFor();
  await leavePicture(page, 'compare-missing-phone-light');
  await expectAccessible(page);
  await page.getByLabel('Left').selectOption(red);
  await mapAtRest(page, red, blue);
  expect(await seen(page, await page.screenshot(), 0.2, 0.8)).toEqual(['red', 'blue']);
  expect(faults).toEqual([]);
  await context.close();
});
