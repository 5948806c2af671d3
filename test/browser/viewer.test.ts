/** What a visitor of a map sees and does. */
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { storedTiles } from '../../cli/exporting/tile-names.ts';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, sampleCity } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { copiedLink } from '../support/copied-link.ts';
import { mapAtRest } from '../support/map-at-rest.ts';
import { listenToNetwork, PHONE_NETWORK, repeated } from '../support/network.ts';
import { openAtCorner, panAcross } from '../support/pan.ts';
import { fingers } from '../support/touch.ts';
import { BLANK, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

/** Slow enough that tiles leave the window before they are there; the whole city is 12.7 MB, which at a phone's 10 Mbit/s take ten seconds. */
const SLOW_NETWORK = { ...PHONE_NETWORK, downloadThroughput: 5e6 };

const here = browsing();
let map: string;

beforeAll(async () => {
  ({ map } = await sampleCity(here));
});

test.each(['desktop', 'phone'] as const)('%s: tiles are there without a login, and nothing fails', async (device) => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, faults, context } = await visit(here.browser, device, scheme);
    await page.goto(`${here.url}/maps/${map}`);
    await mapAtRest(page);
    const picture = await leavePicture(page, `viewer-${device}-${scheme}`);
    const { channels } = await sharp(picture).stats();
    // A city has many colours: a blank map, or one that shows its background, has nearly one.
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(15);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await context.close();
  }
});

test('a shared link keeps place and zoom', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${here.url}/maps/${map}`);
  await mapAtRest(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await mapAtRest(page);
  await page.mouse.move(640, 400);
  await page.mouse.down();
  await page.mouse.move(440, 300, { steps: 5 });
  await page.mouse.up();
  // Let go in full swing it slides on for a while.
  await mapAtRest(page);
  const link = await copiedLink(page);
  expect(link).toMatch(new RegExp(`^${here.url}/maps/${map}#`));
  const before = await mapPixels(await leavePicture(page, 'shared-before'));

  const other = await visit(here.browser, 'desktop');
  await other.page.goto(link);
  await mapAtRest(other.page);
  const after = await mapPixels(await leavePicture(other.page, 'shared-after'));
  expect(meanDifference(before, after)).toBeLessThan(2);
  expect([...faults, ...other.faults]).toEqual([]);
  await context.close();
  await other.context.close();
});

test('a link to a place far away opens the map, and the page answers', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  for (const place of ['3/100000000000000000000/0', '64/-1000000000/1000000000']) {
    await page.goto('about:blank');
    await page.goto(`${here.url}/maps/${map}#${place}`);
    await page.getByRole('button', { name: 'Show the whole map' }).click();
    await page.locator('.leaflet-tile-loaded').last().waitFor();
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('blank tiles are not asked for', async () => {
  const small = await here.api.createMap({ name: 'With a blank tile' });
  await endOf(here.api, await startJob(here.api, small.map, await capturesOf(SMALL_WORLD, SMALL_GRID)));
  const { page, faults, context } = await visit(here.browser, 'desktop');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  // The middle of the blank tile at the pictures' own size: its colour is there all the same.
  await page.goto(`${here.url}/maps/${small.map}#2/768/256`);
  await mapAtRest(page);
  const { data } = await sharp(await page.screenshot())
    .extract({ left: 600, top: 380, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([...data.subarray(0, 3)]).toEqual(BLANK.colour);
  await page.getByRole('button', { name: 'Show the whole map' }).click();
  for (let i = 0; i < 3; i++) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await mapAtRest(page);
  }
  expect(asked.some((path) => /\/2\/\d\/\d\.webp$/.test(path))).toBe(true);
  expect(asked.some((path) => path.endsWith('/2/1/0.webp'))).toBe(false);
  expect(faults).toEqual([]);
  await context.close();
});

test('clicks that come while the map still zooms are not lost', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(`${here.url}/maps/${map}`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  const zoom = () => Number(/#([^/]+)/.exec(page.url())?.[1]);
  const whole = zoom();
  const [zoomIn, showWhole] = ['Zoom in', 'Show the whole map'].map((name) => page.getByRole('button', { name }));
  // Pressed, not clicked: Playwright clicks only what stands still.
  for (let i = 0; i < 3; i++) await zoomIn!.press('Enter');
  await expect.poll(zoom).toBe(whole + 3);
  // As soon as it zooms: from outside of the page a quarter of a second is easily missed.
  await zoomIn!.evaluate(async (button: HTMLElement) => {
    button.click();
    while (!document.querySelector('.leaflet-zoom-anim')) await new Promise(requestAnimationFrame);
    document.querySelector<HTMLElement>('[aria-label="Show the whole map"]')!.click();
  });
  await expect.poll(zoom).toBe(whole);
  // Within a frame, as on a machine that is busy: Leaflet has not begun yet.
  await zoomIn!.evaluate((button: HTMLElement) => [1, 2, 3].forEach(() => void button.click()));
  await expect.poll(zoom).toBe(whole + 3);
  // At either end there is nowhere to go, and what comes after is done all the same.
  for (let i = 0; i < 12; i++) await zoomIn!.press('Enter');
  await showWhole!.press('Enter');
  await showWhole!.press('Enter');
  await expect.poll(zoom).toBe(whole);
  await zoomIn!.press('Enter');
  await expect.poll(zoom).toBe(whole + 1);
  expect(faults).toEqual([]);
  await context.close();
});

test('by keyboard: moving, zooming, full screen and its end', async () => {
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(`${here.url}/maps/${map}`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
  const before = page.url();
  // Nothing has the focus yet.
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((url) => location.href !== url, before);
  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'End full screen' }).waitFor();
  expect(await full()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Full screen', exact: true }).click();
  await page.getByRole('button', { name: 'End full screen' }).waitFor();
  // The button has the focus.
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Full screen', exact: true }).waitFor();
  expect(await full()).toBe(false);
  expect(faults).toEqual([]);
  await context.close();
});

test('by fingers, on a narrow phone: drag, pinch, double tap', async () => {
  const { page, faults, context } = await visit(here.browser, 'phone');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${here.url}/maps/${map}#3/1000/600`);
  await mapAtRest(page);
  await leavePicture(page, 'viewer-narrow-light');
  const place = async () => {
    await mapAtRest(page);
    const [zoom, x, y] = new URL(page.url()).hash.slice(1).split('/').map(Number);
    return { zoom: zoom!, x: x!, y: y! };
  };
  const hand = await fingers(page);
  // The bars keep apart on the narrowest phones, too, however long the age of the build is in words.
  await page.locator('.builds-button time').evaluate((time) => {
    time.textContent = '59 minutes ago';
  });
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const [actions, zoom] = [page.locator('.viewer-actions'), page.locator('.viewer-zoom')];
    const [left, right] = [(await actions.boundingBox())!, (await zoom.boundingBox())!];
    expect(left.x + left.width + 7).toBeLessThanOrEqual(right.x);
    await leavePicture(page, `viewer-${width}-light`);
  }
  await hand.drag([250, 300], [150, 250]);
  const dragged = await place();
  // 100 and 50 px of the screen are 400 and 200 of the map, two levels below its own; a finger may slip by some.
  expect(dragged.zoom).toBe(3);
  expect(Math.abs(dragged.x - 1400)).toBeLessThan(120);
  expect(Math.abs(dragged.y - 800)).toBeLessThan(80);
  await hand.pinch([180, 300], 2);
  const pinched = await place();
  expect(pinched.zoom).toBeGreaterThan(3.5);
  await hand.doubleTap([180, 300]);
  expect((await place()).zoom).toBeGreaterThan(pinched.zoom);
  // Every button is within the window, and as large as a thumb needs.
  for (const button of await page.getByRole('button').all()) {
    const box = (await button.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    expect(box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 740).toBe(true);
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('looking at the whole city asks for every tile once, and for no blank one', async () => {
  const shown = await here.api.mapJson(map);
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.setViewportSize({ width: 1600, height: 1000 });
  const sent = await listenToNetwork(page, { network: SLOW_NETWORK });
  await openAtCorner(page, `${here.url}/maps/${map}`, shown);
  await panAcross(page, shown);
  const tiles = sent.tiles();
  const native = storedTiles(shown).filter((name) => name.startsWith(`${shown.maxZoom}/`));
  expect(tiles.toSorted()).toEqual(native.toSorted());
  expect(repeated(tiles)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

/** The middle of the window without bars and buttons, small enough that a fraction of a pixel does not show. */
const mapPixels = (picture: Buffer): Promise<Buffer> =>
  sharp(picture).extract({ left: 200, top: 150, width: 800, height: 500 }).resize(200).greyscale().raw().toBuffer();

function meanDifference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
