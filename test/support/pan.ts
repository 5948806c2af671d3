/** Looks at a whole map by drags of the mouse, row by row, as somebody does who searches for a place. */
import type { Page } from 'playwright-core';
import { mapAtRest } from './map-at-rest.ts';

/** Space that the bars take, where no drag may begin; on a phone they stand below. */
const MARGIN = 70;
const BELOW = 110;

/** Shows the map's top left corner at its own size. @param map the address of its viewer */
export async function openAtCorner(page: Page, map: string, { maxZoom }: { maxZoom: number }): Promise<void> {
  const { width, height } = page.viewportSize()!;
  // Else a map that is let go in full swing slides on, by as much as the machine is busy.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${map}#${maxZoom}/${width / 2}/${height / 2}`);
  await page.locator('.leaflet-tile-loaded').first().waitFor();
}

export async function panAcross(page: Page, map: { width: number; height: number }): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const [across, down] = [width - 2 * MARGIN, height - MARGIN - BELOW];
  const drag = async (x: number, y: number) => {
    const from = [x < 0 ? width - MARGIN : MARGIN, y < 0 ? height - BELOW : height / 2] as const;
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(from[0] + x, from[1] + y, { steps: 3 });
    await page.mouse.up();
  };
  const columns = Math.ceil((map.width - width) / across);
  const rows = Math.ceil((map.height - height) / down);
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) await drag(row % 2 ? across : -across, 0);
    if (row < rows) await drag(0, -down);
  }
  // What the last drag brought, too.
  await mapAtRest(page);
}
