/** Choosing a build in the viewer. */
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing } from '../support/browsing.ts';
import { mapAtRest } from '../support/map-at-rest.ts';
import { tintAt, tintedBuild } from '../support/tinted.ts';

const here = browsing();
let map: string;
let red: string;
let blue: string;

beforeAll(async () => {
  ({ map } = await here.api.createMap({ name: 'Two states' }));
  red = await tintedBuild(here.api, map, 'red', 2400);
  blue = await tintedBuild(here.api, map, 'blue');
});

test.each(['desktop', 'phone'] as const)('%s: another build comes at the same place', async (device) => {
  const { page, faults, context } = await visit(here.browser, device, device === 'phone' ? 'dark' : 'light');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${here.url}/maps/${map}#2/700/500`);
  await mapAtRest(page, blue);
  // A visitor does not pay for the list of builds.
  expect(asked.filter((url) => /\/api\/|build-menu/.test(url))).toEqual([]);
  const shown = async (build: string) => {
    await mapAtRest(page, build);
    return tintAt(await page.screenshot(), 185, 300);
  };
  expect(await shown(blue)).toBe('blue');

  await page.getByRole('button', { name: 'Build on show' }).click();
  await page.getByRole('menuitemradio').first().waitFor();
  await leavePicture(page, `viewer-menu-${device}`);
  await expectAccessible(page);
  expect(await page.getByRole('menuitemradio', { checked: true }).textContent()).toContain('published');
  await page.getByRole('menuitemradio', { checked: false }).click();
  // Red has one level more, so the same scale is another zoom; the place is the same.
  await page.waitForURL(`${here.url}/maps/${map}#3/700/500/${red}`);
  expect(await shown(red)).toBe('red');
  await leavePicture(page, `viewer-other-build-${device}`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show the published one' }).click();
  await page.waitForURL(`${here.url}/maps/${map}#2/700/500`);
  expect(await shown(blue)).toBe('blue');

  // Links that are pasted over the address open as in a new window, whichever build was on show.
  const paste = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  await paste(`#3/700/300/${red}`);
  await page.getByRole('button', { name: 'Show the published one' }).waitFor();
  await page.waitForURL(`${here.url}/maps/${map}#3/700/300/${red}`);
  expect(await shown(red)).toBe('red');
  await paste('#1/700/500');
  await page.waitForURL(`${here.url}/maps/${map}#1/700/500`);
  await page.getByRole('button', { name: 'Show the published one' }).waitFor({ state: 'detached' });
  await page.goto(`${here.url}/maps/${map}#${red}`);
  await page.waitForURL((url) => /^#[\d.]+\/1200\/\d+\/[0-9A-Z]{26}$/.test(url.hash));
  expect(faults).toEqual([]);
  await context.close();
});

test('the menu by keyboard alone, and the ways on', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(`${here.url}/maps/${map}#${red}`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  const button = page.getByRole('button', { name: 'Build on show' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  // The build on show has the focus; the one above it is the published one.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.hash.includes(red));
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('End');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('All builds');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.search === `?a=${red}&b=${blue}`);
  await page.getByRole('slider').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
