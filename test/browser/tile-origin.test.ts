/** Where a tile comes from, asked on the map. */
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, sampleCity, signedIn } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { mapAtRest } from '../support/map-at-rest.ts';
import { fingers } from '../support/touch.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();
let city: string;
/** A map whose second build took over all tiles of the first. */
let rebuilt: { map: string; first: string; second: string };

beforeAll(async () => {
  const { map } = await here.api.createMap({ name: 'Taken over' });
  const captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  const first = await endOf(here.api, await startJob(here.api, map, captures));
  const second = await endOf(here.api, await startJob(here.api, map, captures, { save_data_id: 'later' }));
  rebuilt = { map, first: first.build, second: second.build };
  ({ map: city } = await sampleCity(here));
});

test('its owner asks, clicks another place, and gets on to a shot', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(`${here.url}/maps/${rebuilt.map}#2/700/500`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  const ask = page.getByRole('button', { name: 'Where does this come from?' });
  await ask.click();
  const panel = page.getByRole('region', { name: 'Where does this come from?' });
  await panel.getByText('Tile 2/1/0').waitFor();
  expect(page.url()).toMatch(/\?tile=2\/1\/0#2\/700\/500$/);
  await panel.getByText('in an earlier build, unchanged since').waitFor();

  // The middle of the window is (700, 500) of the map, at its own size.
  await page.mouse.click(640, 400 + 60);
  await panel.getByText('Tile 2/1/1').waitFor();
  const asked = await here.api.showTile(rebuilt.map, rebuilt.second, { z: 2, x: 1, y: 1 });
  expect(asked).toMatchObject({ made_in: rebuilt.first, state: 'stored' });
  const names = await panel.locator('.tile-shots a').allTextContents();
  expect(names).toEqual(asked.shots.map(({ name }) => name));
  // The frame is where the tile is: it covers 512 to 1,024 of the map both ways.
  const frame = (await page.locator('.viewer-marked').boundingBox())!;
  expect(Math.abs(frame.x - (640 - 700 + 512))).toBeLessThan(4);
  expect(Math.abs(frame.y - (400 - 500 + 512))).toBeLessThan(4);

  const [picture] = await Promise.all([context.waitForEvent('page'), panel.getByText('See the picture').click()]);
  await picture.waitForLoadState();
  expect(picture.url()).toBe(here.url + asked.picture_url);
  await picture.close();
  await panel.locator('.tile-shots a').first().click();
  await page.getByRole('heading', { name: names[0]! }).waitFor();
  await page.goBack();
  await panel.getByText('Tile 2/1/1').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('by keyboard: asked, another one taken, and closed', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(`${here.url}/maps/${rebuilt.map}#2/768/300`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  const ask = page.getByRole('button', { name: 'Where does this come from?' });
  await ask.press('Enter');
  await page.getByText('Tile 2/1/0').waitFor();
  // All of it is one colour.
  await page.getByText(/All one colour, not stored \(#[0-9a-f]{6}\)/).waitFor();
  await page.getByLabel('Map of Taken over').focus();
  // By 80 px each, over the edge of the tile; what is pressed while the map still moves goes nowhere.
  for (let i = 0; i < 4; i++) {
    const before = page.url();
    await page.keyboard.press('ArrowDown');
    await page.waitForURL((url) => url.href !== before);
    await mapAtRest(page);
  }
  await page.keyboard.press('Enter');
  await page.getByText('Tile 2/1/1').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.tile-origin').waitFor({ state: 'detached' });
  expect(await ask.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await page.locator('.viewer-marked').count()).toBe(0);
  expect(page.url()).not.toContain('tile=');
  expect(faults).toEqual([]);
  await context.close();
});

test.each(['desktop', 'phone'] as const)(
  '%s: a link opens it for a visitor, who gets names without links',
  async (device) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, faults, context } = await visit(here.browser, device, scheme);
      await page.goto(`${here.url}/maps/${city}?tile=2/0/0#2/3000/2600`);
      await page.locator('.tile-shots li').first().waitFor();
      await mapAtRest(page);
      expect(await page.locator('.tile-shots a').count()).toBe(0);
      expect(await page.locator('.tile-shots li').count()).toBeGreaterThan(3);
      await leavePicture(page, `tile-origin-${device}-${scheme}`);
      await expectAccessible(page);
      expect(faults).toEqual([]);
      await context.close();
    }
  },
);

test('the button stands there in words where there is room, and over nothing else', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  // With the note that this is not the published build.
  await page.goto(`${here.url}/maps/${rebuilt.map}#2/700/500/${rebuilt.first}`);
  await page.locator('.viewer-note').waitFor();
  const ask = page.getByRole('button', { name: 'Where does this come from?' });
  for (const [width, words] of [
    [390, ''],
    [899, ''],
    [900, 'Where does this come from?'],
    [1280, 'Where does this come from?'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    expect(await ask.innerText(), `${width} px`).toBe(words);
    const button = (await ask.boundingBox())!;
    for (const bar of ['.viewer-note', '.viewer-actions', '.viewer-name', ...(words ? ['.viewer-zoom'] : [])]) {
      const box = (await page.locator(bar).boundingBox())!;
      const isApart = box.x + box.width <= button.x || button.x + button.width <= box.x;
      expect(
        isApart || box.y + box.height <= button.y || button.y + button.height <= box.y,
        `${bar} at ${width} px`,
      ).toBe(true);
    }
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('on a phone a tap asks about another, and nothing lies over the buttons', async () => {
  const { page, faults, context } = await visit(here.browser, 'phone');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${here.url}/maps/${rebuilt.map}#2/600/300`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  await page.getByRole('button', { name: 'Where does this come from?' }).click();
  await page.getByText('Tile 2/1/0').waitFor();
  await page.locator('.tile-shots').waitFor({ state: 'attached' });
  const hand = await fingers(page);
  await hand.tap([60, 600]);
  await page.getByText('Tile 2/0/1').waitFor();
  const panel = (await page.locator('.tile-origin').boundingBox())!;
  for (const bar of ['.viewer-zoom', '.viewer-actions', '.viewer-name']) {
    const { y, height } = (await page.locator(bar).boundingBox())!;
    expect(panel.y + panel.height <= y || y + height <= panel.y, bar).toBe(true);
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('a tile that the map does not have is told with what it has', async () => {
  const { page, context } = await visit(here.browser, 'desktop');
  await page.goto(`${here.url}/maps/${rebuilt.map}?tile=9/0/0`);
  await page.getByText(/no tile 9\/0\/0: its zooms are 0 to 2/).waitFor();
  await context.close();
});
