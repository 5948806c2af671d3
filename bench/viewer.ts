/** How soon a visitor sees the map, again and again. */
import { launchBrowser } from '../test/support/browser.ts';
import type { Options, Result } from './bench.ts';
import { firstTile, type Seen } from './first-tile.ts';
import { median } from './process.ts';
import { withMap } from './sample-map.ts';

export const benchViewer = (options: Options): Promise<Result> =>
  withMap(options, async ({ url, map }) => {
    const browser = await launchBrowser();
    const rows: Result['rows'] = [];
    for (const device of ['desktop', 'phone'] as const) {
      const seen: Seen[] = [];
      for (let run = 0; run < options.runs; run++) seen.push(await firstTile(browser, device, `${url}/maps/${map}`));
      rows.push(firstTileRow(device, seen));
    }
    await browser.close();
    return { rows, ratios: [], skipped: [] };
  });

export function firstTileRow(name: string, seen: Seen[]) {
  const seconds = seen.map((one) => one.seconds);
  return {
    name,
    'first tile, s (median)': median(seconds),
    'first tile, s (worst)': Math.max(...seconds),
    'JavaScript, kB': median(seen.map(({ scriptKB }) => scriptKB)),
    'failed requests': seen.reduce((sum, { failed }) => sum + failed, 0),
  };
}
