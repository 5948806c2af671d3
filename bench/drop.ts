/**
 * 2,000 files dropped on the page, the platform killed at a third and started again: what holds up the page, how many are on
 * their way at a time, whether each is sent once.
 */
import { join } from 'node:path';
import { launchBrowser, visit } from '../test/support/browser.ts';
import { ada } from '../test/support/caller.ts';
import { beginUpload, chooseFolder, manyShots, untilTaken, watchUploads } from '../test/support/dropping.ts';
import { inside } from '../test/support/inside.ts';
import { signIn } from '../test/support/login.ts';
import { removeFolder, startPlatform, temporaryFolder } from '../test/support/platform.ts';
import type { Options, Result } from './bench.ts';

const FILES = 2000;
const COLUMNS = 50;

export async function benchDrop({ runs, progress }: Options): Promise<Result> {
  const directory = await temporaryFolder();
  const shots = join(directory, 'Big city');
  await manyShots(shots, FILES, COLUMNS);
  const browser = await launchBrowser();
  const rows: Result['rows'] = [];
  for (let run = 1; run <= runs; run++) {
    progress(`run ${run} of ${runs}`);
    const data = join(directory, `data-${run}`);
    let platform = await startPlatform(data, '--empty');
    const { page, context } = await visit(browser, 'desktop');
    const watched = await watchUploads(page);
    await page.goto(platform.url);
    await signIn(page);
    const seconds = secondsSince();
    let byBrowser: number[] = [];
    await chooseFolder(page, shots, async () => {
      byBrowser = await watched.longTasks();
    });
    const checked = seconds();
    await beginUpload(page, 'Big city');
    await untilTaken(watched, FILES / 3);
    await platform.kill();
    const [away, before] = [secondsSince(), seconds()];
    platform = await startPlatform(data, '--empty', '--port', new URL(platform.url).port);
    const started = away();
    await page.waitForURL('**/jobs/job_*', { timeout: 300_000 });
    const ended = away();
    const tasks = (await watched.longTasks()).slice(byBrowser.length);
    const api = await ada(platform.url);
    const { shots: made, map } = await api.jobShots(page.url().split('/').at(-1)!);
    const ids = new Set(made.map(({ screenshot_id }) => screenshot_id));
    const stored = await (await inside(platform.url, data)).objects(`screenshots/${map}/`);
    rows.push({
      name: `run ${run}`,
      'checked, s': checked,
      'uploaded, s': before - checked + ended - started,
      'on their way, most': await watched.most(),
      'handing over the files, ms': Math.max(0, ...byBrowser),
      'longest task, ms': Math.max(0, ...tasks),
      'tasks >= 50 ms': tasks.length,
      'tasks >= 200 ms': tasks.filter((ms) => ms >= 200).length,
      'sent twice': [...watched.taken.values()].filter((times) => times > 1).length,
      'objects that no shot uses': stored.filter(({ key }) => !ids.has(key.split('/').at(-1)! as never)).length,
      'shots without object': ids.size - stored.length,
    });
    await context.close();
    await platform.stop();
  }
  await browser.close();
  await removeFolder(directory);
  return { rows, ratios: [], skipped: [] };
}

function secondsSince(): () => number {
  const begun = performance.now();
  return () => (performance.now() - begun) / 1000;
}
