/** How soon a visitor sees the map: from the request of the page to the first tile, in a fresh browser, again and again. */
import { launchBrowser, visit } from '../test/support/browser.ts';
import type { Options, Result } from './bench.ts';
import { median } from './process.ts';

export async function benchViewer({ map, url, runs }: Options): Promise<Result> {
  if (!map) throw new Error('Say which map: npm run bench -- viewer --map MAP [--url URL] [--runs N].');
  const browser = await launchBrowser();
  const rows: Result['rows'] = [];
  const skipped: string[] = [];
  for (const device of ['desktop', 'phone'] as const) {
    const seconds: number[] = [];
    const bytes: number[] = [];
    let failed = 0;
    for (let run = 0; run < runs; run++) {
      const { page, context, faults } = await visit(browser, device);
      let loaded = 0;
      page.on('response', async (answer) => {
        if (answer.request().resourceType() === 'script') loaded += Number(answer.headers()['content-length'] ?? 0);
      });
      const started = performance.now();
      await page.goto(`${url}/maps/${map}`, { waitUntil: 'commit' });
      await page.locator('.leaflet-tile-loaded').first().waitFor();
      seconds.push((performance.now() - started) / 1000);
      await page.waitForLoadState('networkidle');
      bytes.push(loaded / 1024);
      failed += faults.length;
      await context.close();
    }
    rows.push({
      name: device,
      'first tile, s (median)': median(seconds),
      'first tile, s (worst)': Math.max(...seconds),
      'JavaScript, kB': median(bytes),
      'failed requests': failed,
    });
  }
  await browser.close();
  return { rows, ratios: [], skipped };
}
