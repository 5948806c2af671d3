/** The dialog behind *New map*: what is wrong or missing is told before anything is sent; an upload is stopped and gone on with. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, expectAccessible, leavePicture } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { beginUpload, chooseFolder, dropped, fillStep, held, manyShots } from '../support/dropping.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { SAMPLE_SAVE, SAMPLE_START } from '../support/sample-plan.ts';
import { tabTo } from '../support/tab-to.ts';

const here = browsing();
let directory: string;
let shots: string;
beforeAll(async () => {
  directory = await temporaryFolder();
  shots = join(directory, 'Harbour');
  await manyShots(shots, 24, 6);
});
afterAll(() => removeFolder(directory));

async function opened(device: Device, scheme: 'light' | 'dark') {
  const visited = await signedIn(here, device, scheme);
  await visited.page.goto(here.url);
  return visited;
}
/** What has the focus, also when the button that had it is gone. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

test.each([
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const)('files that cannot be used are named, each with its remedy (%s, %s)', async (device, scheme) => {
  const { page, faults, context } = await opened(device, scheme);
  await page.getByRole('button', { name: 'New map' }).first().click();
  await held(page, '.drop');
  await page.getByText('Drop to look at the pictures').waitFor();
  await leavePicture(page, `new-map-held-${device}-${scheme}`);
  await held(page, '.drop', 'dragleave');
  await page.getByText('Drop to look at the pictures').waitFor({ state: 'detached' });
  const png = { mimeType: 'image/png' };
  await page.getByLabel('Choose files').setInputFiles([
    { name: 'r00_c00.png', ...png, buffer: Buffer.from('no picture') },
    { name: 'r00_c01.png', ...png, buffer: Buffer.from('\x89PNG\r\n\x1a\ncut off', 'latin1') },
    { name: 'cover.png', ...png, buffer: Buffer.from('GIF89a') },
  ]);
  await page.getByText('r00_c00.png: it is not a PNG, JPEG or WebP picture. Save it as one of these.').waitFor();
  await page.getByText('r00_c01.png: it cannot be read; perhaps it is cut off. Take or copy it again.').waitFor();
  await page.getByText(/^cover\.png: its name says no row and column/).waitFor();
  await leavePicture(page, `new-map-problems-${device}-${scheme}`);
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await context.close();
});

test.each([
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const)(
  'shots that are missing between others are named; the person goes on knowingly (%s, %s)',
  async (device, scheme) => {
    const { page, faults, context } = await opened(device, scheme);
    await page.getByRole('button', { name: 'New map' }).first().click();
    const names = (await readdir(shots)).filter(
      (name) => !['r01_c02.png', 'r02_c03.png', 'r03_c05.png'].includes(name),
    );
    const files = names.map(async (name) => ({
      name,
      mimeType: 'image/png',
      buffer: await readFile(join(shots, name)),
    }));
    await page.getByLabel('Choose files').setInputFiles(await Promise.all(files));
    await page.getByText('2 shots are missing between others').waitFor();
    await page.getByText('r01_c02.png').waitFor();
    await page.getByText('One cell at the edge of the grid has no shot: r03_c05.png.').waitFor();
    await leavePicture(page, `new-map-holes-${device}-${scheme}`);
    await expectAccessible(page);
    const name = `With holes ${device}`;
    await page.getByLabel('Name of the map').fill(name);
    await page.getByText('This makes a new map.').waitFor();
    await page.getByLabel('Step across').fill('30');
    await page.getByLabel('Step down').fill('64');
    await page.getByText('Too large: shots must overlap to find their places, so at most 32 × 32 px.').waitFor();
    await page.getByLabel('Name of the map').press('Enter');
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement).name === 'height');
    await fillStep(page);
    await page.getByText('Too large').waitFor({ state: 'detached' });
    await page.getByText(/^About \$0\.\d+ and .+ on AWS, in [\d,]+ tiles\./).waitFor();
    // What goes on is in sight, whatever stands above it.
    const go = (await page.getByRole('button', { name: 'Build the map' }).boundingBox())!;
    expect(go.y + go.height).toBeLessThanOrEqual(page.viewportSize()!.height);
    await page.getByLabel('Name of the map').press('Enter');
    // The form waits for the answer, and puts the focus there.
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement).name === 'holes');
    expect((await here.api.listMaps()).maps.map((map) => map.name)).not.toContain(name);
    await page.keyboard.press('Space');
    await tabTo(page, /^Build the map$/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/jobs/job_*');
    expect(faults).toEqual([]);
    await context.close();
  },
);

test.each([
  ['desktop', 'dark'],
  ['phone', 'light'],
] as const)('an upload is stopped and gone on with, by the keyboard alone (%s, %s)', async (device, scheme) => {
  const { page, faults, context } = await opened(device, scheme);
  const waiting: (() => void)[] = [];
  let sent = 0;
  await page.route(
    () => true,
    async (route) => {
      if (route.request().method() === 'PUT' && ++sent > 6 && sent <= 12)
        await new Promise<void>((go) => waiting.push(go));
      await route.continue().catch(() => 'it was given up');
    },
  );
  await chooseFolder(page, shots);
  await beginUpload(page, `Stopped ${device}`);
  await page.getByText('Uploading: 6 of 24').waitFor();
  await leavePicture(page, `uploading-${device}-${scheme}`);
  await expectAccessible(page);
  // Neither Esc, twice, nor more files end an upload.
  expect(await focused(page)).toBe('New map');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await dropped(page, 'dialog', [{ name: 'r09_c09.png', png: Buffer.from('x') }])).toBe('taken');
  await tabTo(page, /Stop the upload/);
  await page.keyboard.press('Enter');
  await page.getByText('Stopped: 6 of 24 are there.').waitFor();
  expect(await focused(page)).toMatch(/^Stopped: 6 of 24/);
  for (const go of waiting) go();
  await tabTo(page, /All files/);
  await page.keyboard.press('Enter');
  await page.getByText('All files: 18 waiting, 6 done').waitFor();
  await leavePicture(page, `upload-stopped-${device}-${scheme}`);
  await expectAccessible(page);
  await tabTo(page, /^Go on$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/jobs/job_*');
  const { shots: made } = await here.api.jobShots(page.url().split('/').at(-1)!);
  expect(new Set(made.map(({ screenshot_id }) => screenshot_id)).size).toBe(24);
  expect(faults).toEqual([]);
  await context.close();
});

test('a save of a game makes a map without a shot being uploaded; another file of that name is told apart', async () => {
  const { page, faults, context } = await opened('desktop', 'light');
  await page.getByRole('button', { name: 'New map' }).first().click();
  const noSave = { name: 'city.sav', mimeType: '', buffer: Buffer.from('GIF89a') };
  await page.getByLabel('Choose files').setInputFiles([noSave]);
  await page.getByText('city.sav is not a save of OpenTTD (.sav). Save the game again, and give that file.').waitFor();
  await page.getByRole('button', { name: 'Choose others' }).click();
  await page.getByLabel('Choose files').setInputFiles(SAMPLE_SAVE);
  await page.getByText(/city\.sav, a save of OpenTTD, /).waitFor();
  await page.getByLabel('Name of the map').fill('Of a save in the browser');
  await page.getByText('shots of 1,280 × 1,024 px every 1,000 × 750 px of its whole world').waitFor();
  await page.getByText(/^[\d,]+ shots\. About \$0\.\d+ and .+ on AWS/).waitFor();
  await page.getByLabel('Only a part of the world').check();
  const build = page.getByRole('button', { name: 'Build the map' });
  await page.getByText('All four are needed').waitFor();
  expect(await build.isDisabled()).toBe(true);
  await page.getByLabel('From the left').fill('-5');
  await page.getByText('“From the left” must be a whole number from 0 to 1,000,000.').waitFor();
  expect(await build.isDisabled()).toBe(true);
  for (const [label, value] of Object.entries({
    'From the left': String(SAMPLE_START[0]),
    'From the top': String(SAMPLE_START[1]),
    Columns: '2',
    Rows: '1',
  }))
    await page.getByLabel(label).fill(value);
  await page.getByText('takes 2 shots for a map of about 2,280 × 1,024 px').waitFor();
  await page.getByText(/^2 shots\. About \$0\.\d+ and .+ on AWS, in [\d,]+ tiles\./).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Build the map' }).click();
  await page.waitForURL(/\/jobs\/job_/);
  // Whether the game is installed here or not: its two areas are planned, and the job comes to its end.
  await page
    .getByText(/2 of 2|2 failed/)
    .first()
    .waitFor({ timeout: 60_000 });
  expect(faults).toEqual([]);
  await context.close();
});
