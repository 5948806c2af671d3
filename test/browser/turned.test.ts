/** JPEGs whose EXIF says that a camera was held askew: what the page shows of them is what the tiles are made of. */
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { browsing, signedIn } from '../support/browsing.ts';
import { endOf, startJob } from '../support/caller.ts';
import { capturesOf } from '../support/world.ts';

const here = browsing();
const [WIDTH, HEIGHT] = [700, 240];
let address: string;

/** Red grows to the right, green downwards. */
const pixels = Buffer.from(
  Array.from({ length: WIDTH * HEIGHT }, (_, i) => [
    Math.floor((255 * (i % WIDTH)) / WIDTH),
    Math.floor((255 * Math.floor(i / WIDTH)) / HEIGHT),
    0,
  ]).flat(),
);

beforeAll(async () => {
  const plan = { columns: 2, rows: 1, width: 400, height: HEIGHT, step: [300, 0] as [number, number] };
  const captures = await capturesOf({ width: WIDTH, height: HEIGHT, pixels }, plan);
  const turned = captures.map(async (capture) => {
    const jpeg = sharp(capture.png).jpeg({ quality: 100, chromaSubsampling: '4:4:4' });
    return { ...capture, png: await jpeg.withMetadata({ orientation: 6 }).toBuffer() };
  });
  const { map } = await here.api.createMap({ name: 'Held askew' });
  const job = await endOf(here.api, await startJob(here.api, map, await Promise.all(turned)));
  expect(job).toMatchObject({ status: 'completed', failures: [] });
  address = `${here.url}/maps/${map}/builds/${job.build}/shots`;
});

/** Red and green in the four corners of what is seen of an element. */
async function corners(element: Locator) {
  await element.evaluate((it) => {
    it.scrollIntoView({ block: 'center' });
    // One further down is asked for only now.
    return (it instanceof HTMLImageElement ? it : it.querySelector('img')!).decode();
  });
  const seen = sharp(await element.screenshot()).removeAlpha();
  const small = await seen.resize(4, 4, { fit: 'fill' }).raw().toBuffer();
  const at = (x: number, y: number) => [small[(y * 4 + x) * 3]!, small[(y * 4 + x) * 3 + 1]!] as const;
  return { topLeft: at(0, 0), topRight: at(3, 0), bottomLeft: at(0, 3) };
}

test('a picture, its seam and the difference are shown as they are stored', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(address);
  await page.locator('.shot-row').first().click();
  await page.locator('[data-drawn]').first().waitFor();
  for (const picture of [page.locator('.shot-picture img').first(), page.locator('.cut').first()]) {
    const { topLeft, topRight, bottomLeft } = await corners(picture);
    expect(topRight[0]).toBeGreaterThan(topLeft[0] + 10);
    // Of a picture that is turned these are the other way round; corners may be rounded.
    expect(Math.abs(topRight[1] - topLeft[1])).toBeLessThan(30);
    expect(bottomLeft[1]).toBeGreaterThan(topLeft[1] + 100);
  }
  const difference = await page
    .locator('.difference')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return {
        px: data.length / 4,
        most: data.reduce((most, value, i) => (i % 4 === 3 ? most : Math.max(most, value)), 0),
      };
    });
  expect(difference.px).toBe(100 * HEIGHT);
  // What JPEG does to either.
  expect(difference.most).toBeLessThan(8);
  expect(faults).toEqual([]);
  await context.close();
});
