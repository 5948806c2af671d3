/**
 * A slow phone: Chromium's own throttling (a quarter of this machine's speed, 10 Mbit/s, 40 ms to the server and back). How
 * soon the first tile is seen, and what a walk across the whole map at its own size asks for.
 */
import type { Browser } from 'playwright-core';
import { storedTiles } from '../cli/exporting/tile-names.ts';
import { createClient } from '../client/client.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';
import { listenToNetwork, PHONE_NETWORK, repeated } from '../test/support/network.ts';
import { openAtCorner, panAcross } from '../test/support/pan.ts';
import type { Options, Result } from './bench.ts';
import { firstTile, type Seen } from './first-tile.ts';
import { withMap } from './sample-map.ts';
import { firstTileRow } from './viewer.ts';

const SLOW = { network: PHONE_NETWORK, slowerCpu: 4 };

export const benchPhone = (options: Options): Promise<Result> =>
  withMap(options, async ({ url, map }) => {
    const browser = await launchBrowser();
    const seen: Seen[] = [];
    for (let run = 0; run < options.runs; run++) {
      const one = await firstTile(browser, 'phone', `${url}/maps/${map}`, (page) => listenToNetwork(page, SLOW));
      options.progress(`run ${run + 1}: first tile after ${one.seconds.toFixed(2)} s`);
      seen.push(one);
    }
    options.progress('looking at the whole map');
    const walked = await walk(browser, url, map);
    await browser.close();
    return { rows: [firstTileRow('390 x 844 px, throttled', seen), walked], ratios: [], skipped: [] };
  });

async function walk(browser: Browser, url: string, map: string): Promise<Result['rows'][number]> {
  const shown = await createClient({ baseUrl: url }).mapJson(map);
  const { page, context, faults } = await visit(browser, 'phone');
  const sent = await listenToNetwork(page, SLOW);
  await openAtCorner(page, `${url}/maps/${map}`, shown);
  await panAcross(page, shown);
  await page.waitForLoadState('networkidle');
  const tiles = sent.tiles();
  await context.close();
  const stored = new Set(storedTiles(shown));
  return {
    name: 'the whole map by drags',
    'tiles asked for': tiles.length,
    'of the native level': [...stored].filter((name) => name.startsWith(`${shown.maxZoom}/`)).length,
    'asked for twice': repeated(tiles).length,
    'not stored': tiles.filter((name) => !stored.has(name)).length,
    'failed requests': faults.length,
  };
}
