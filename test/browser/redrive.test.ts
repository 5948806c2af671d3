/** A failed job goes on from its page. */
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../../client/client.ts';
import { expectAccessible, leavePicture } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { endOf, upload } from '../support/caller.ts';
import { dropped } from '../support/dropping.ts';
import { tabTo } from '../support/tab-to.ts';
import { type Capture, capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const here = browsing();
let captures: Capture[];
beforeAll(async () => {
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
});

const cut = ({ png }: Capture) => png.subarray(0, png.length - 20_000);

/** A job whose second shot never came and whose third is cut off: the API cannot see that before it runs. */
async function failedJob(api: Client, name: string): Promise<string> {
  const { map } = await api.createMap({ name });
  const sound = captures.map((capture, i) => ({ ...capture, png: i === 2 ? cut(capture) : capture.png }));
  const ids = await upload(
    api,
    map,
    sound.filter((_, i) => i !== 1),
  );
  const { name: lost, png } = captures[1]!;
  const announced = { name: lost, bytes: png.length, type: 'image/png', sha256: '0'.repeat(64) } as const;
  const { tickets } = await api.createTickets(map, { files: [announced] });
  ids.splice(1, 0, tickets[0]!.screenshot_id);
  const shots = captures.map((shot, i) => {
    const { row, col, nominal } = shot;
    return { screenshot_id: ids[i]!, name: shot.name, row, col, nominal };
  });
  const { job_id } = await api.createJob({ game_id: map, save_data_id: 'bad', exact: true, effort: 0, shots });
  expect(await endOf(api, job_id)).toMatchObject({ status: 'failed', failure_count: 2 });
  return job_id;
}

test('repaired pictures are dropped on the page, one after the other, and the job ends completed', async () => {
  const job = await failedJob(here.api, 'Redriven by drop');
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(`${here.url}/jobs/${job}`);
  await page.getByText('2 screenshots cannot be used.').waitFor();
  await page.getByText('It never arrived.').waitFor();
  await page.getByText('It is damaged or cut off.').waitFor();
  await page.getByText('The map shows nothing until it is built again.').waitFor();
  await leavePicture(page, 'failed-desktop-light');
  await expectAccessible(page);

  const [, second, third] = captures as [Capture, Capture, Capture];
  // Anywhere on the page; still cut off, and one that is no shot of the job.
  await dropped(page, 'h1', [
    { name: third.name, png: cut(third) },
    { name: 'R00_C01.JPG', png: second.png },
  ]);
  await page.getByText(`${third.name}: it cannot be read; perhaps it is cut off`).waitFor();
  await page.getByText(`If you mean ${second.name}, save it under that name.`).waitFor();
  await page.getByRole('heading', { name: '1 picture is still missing' }).waitFor();
  await leavePicture(page, 'redrive-missing-desktop-light');
  await expectAccessible(page);
  await dropped(page, '.drop', [third]);
  await page.getByText('1 repaired picture', { exact: true }).waitFor();
  await dropped(page, '.drop', [second]);
  await page.getByText('2 repaired pictures', { exact: true }).waitFor();
  await leavePicture(page, 'redrive-found-desktop-light');
  await expectAccessible(page);
  const held = Promise.withResolvers<void>();
  const isUpload = ({ pathname }: URL) => pathname.includes('/screenshots/');
  await page.route(isUpload, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Upload 2 pictures and go on' }).click();
  await page.getByText('Uploading: 0 of 2').waitFor();
  // Not taken any more, and not left to the browser, which would leave the page for them.
  expect(await dropped(page, 'h1', [second])).toBe('taken');
  await page.getByText('Uploading: 0 of 2').waitFor();
  held.resolve();
  await page.getByRole('link', { name: 'Open the map' }).waitFor({ timeout: 60_000 });
  await page.getByText(/after 2 attempts/).waitFor();
  expect(await here.api.jobStatus(job)).toMatchObject({ status: 'completed', attempt: 2 });
  expect(faults).toEqual([]);
  await context.close();
});

test('a whole folder by its button, on a phone: other shots that differ are told and replaced', async () => {
  const job = await failedJob(here.api, 'Redriven by folder');
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await page.goto(`${here.url}/jobs/${job}`);
  await page.getByText('2 screenshots cannot be used.').waitFor();
  await leavePicture(page, 'failed-phone-dark');
  await expectAccessible(page);
  const files = captures.map(({ name, png }, i) => ({ name, mimeType: 'image/png', buffer: i === 5 ? other(i) : png }));
  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('taken in June') };
  await page.getByLabel('Choose files').setInputFiles([...files, notes]);
  await page.getByRole('heading', { name: '1 other picture differs from the job’s' }).waitFor();
  await leavePicture(page, 'redrive-found-phone-dark');
  await expectAccessible(page);
  expect(await page.getByText('notes.txt').count()).toBe(0);
  const before = await here.api.jobShots(job);
  // The buttons that files are chosen with are gone; Tab goes on from the heading.
  await tabTo(page, /^Upload 3 pictures and go on$/);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Open the map' }).waitFor({ timeout: 60_000 });
  const after = await here.api.jobShots(job);
  const changed = after.shots.filter(({ sha256 }, i) => sha256 !== before.shots[i]!.sha256).map(({ name }) => name);
  expect(changed).toEqual([1, 2, 5].map((i) => captures[i]!.name));
  expect(faults).toEqual([]);
  await context.close();
});

/** The same place in another moment: the capture that lies beside it. */
const other = (i: number) => captures[i - 1]!.png;
