/** One shot of a build: its seams, and putting it where it belongs by hand. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, leavePicture } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { endOf } from '../support/caller.ts';
import { tabTo } from '../support/tab-to.ts';
import { fingers } from '../support/touch.ts';
import { mapWithWrongShot, OFF, type WrongShot } from '../support/wrong-shot.ts';

const here = browsing();
let made: WrongShot;

beforeAll(async () => {
  made = await mapWithWrongShot(here.api, 'Put right by hand');
});

const address = () => `${here.url}/maps/${made.map}/builds/${made.build}/shots`;

/** Mean of the brightest channel of what is seen of an element. */
async function brightness(page: Page, selector: string): Promise<number> {
  const element = page.locator(selector).first();
  // Not below the bar of corrections.
  await element.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const picture = await element.screenshot();
  const { channels } = await sharp(picture).removeAlpha().stats();
  return Math.max(...channels.map(({ mean }) => mean));
}

test('a shot that lies wrong is moved by hand, and the next build has it there', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(address());
  await page.getByRole('heading', { name: 'All 6 shots lie where the plan says' }).waitFor();
  await page.locator('.shot-row', { hasText: 'r01_c01.png' }).click();
  await page.locator('[data-drawn]').first().waitFor();
  await page.locator('.seam').nth(2).scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  expect(await brightness(page, '.difference')).toBeGreaterThan(30);
  await leavePicture(page, 'shots-seams-desktop-light');
  await page.getByText('200 %').click();
  await expectAccessible(page);
  await leavePicture(page, 'shots-seams-enlarged-desktop-light');
  await page.getByText('Fit', { exact: true }).click();

  await page.getByRole('button', { name: 'Move by hand' }).click();
  const stage = page.locator('.shot-stage-shot');
  const [across, down] = [page.getByLabel('x, px'), page.getByLabel('y, px')];
  const at = async () => [Number(await across.inputValue()), Number(await down.inputValue())];
  const found = [made.truth[0] + OFF[0], made.truth[1] + OFF[1]];
  expect(await at()).toEqual(found);
  await stage.focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('radio', { name: '10 px', exact: true }).check({ force: true });
  await page.getByRole('button', { name: '10 px down', exact: true }).click();
  expect(await at()).toEqual([found[0]! - 1, found[1]! + 10]);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await at()).toEqual([found[0]! - 1, found[1]]);
  // Not below the bar of corrections.
  await stage.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const box = (await stage.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 30, box.y + box.height / 2 + 10, { steps: 5 });
  await page.mouse.up();
  expect((await at())[0]).toBeLessThan(found[0]! - 31);
  // One drag is one step.
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await at()).toEqual([found[0]! - 1, found[1]]);
  await across.fill(String(made.truth[0]));
  await down.fill(String(made.truth[1]));
  await page.getByText('34 px (-31, +14) from where it was found').waitFor();
  expect(await brightness(page, '.difference')).toBeLessThan(1);
  await page.locator('.mover').scrollIntoViewIfNeeded();
  await leavePicture(page, 'shots-moving-desktop-light');
  await expectAccessible(page);
  await page.getByLabel('Look at').selectOption({ index: 1 });
  await page.waitForTimeout(200);
  await leavePicture(page, 'shots-moving-seam-desktop-light');

  // Another one is touched and left as it was.
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Put by hand at').waitFor();
  await page.getByRole('link', { name: /Left: r01_c00/ }).click();
  await page.getByRole('button', { name: 'Move by hand' }).click();
  await page.getByRole('button', { name: 'Fix where it was found' }).click();
  await page.getByText('2 shots moved by hand').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('1 shot moved by hand').waitFor();

  await page.getByRole('link', { name: 'Tessera' }).click();
  await page.getByRole('heading', { name: 'Leave without your correction?' }).waitFor();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.goBack();
  await page.getByRole('heading', { name: 'r01_c01.png', exact: true }).waitFor();
  await page.getByRole('link', { name: 'All shots' }).click();
  await tabTo(page, 'Rebuild with 1 correction');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${here.url}/jobs/*`);
  const job = await endOf(here.api, page.url().split('/').at(-1)!);
  expect(job.status).toBe('completed');
  await page.getByRole('link', { name: 'See where each shot lies' }).click();
  await page.waitForURL(`${here.url}/maps/${made.map}/builds/${job.build}/shots`);
  await page.locator('.shot-row', { hasText: /r01_c01\.png.*put by hand/ }).waitFor();
  const { shots } = await here.api.listShots(made.map, job.build);
  expect(shots[made.wrong]).toMatchObject({ position: made.truth, reason: 'by_hand', confidence: 1 });
  expect(shots.filter(({ reason }) => reason === 'by_hand').length).toBe(1);
  expect(faults).toEqual([]);
  await context.close();
});

test('on a phone: a finger drags the shot; what was moved can be thrown away', async () => {
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${here.url}/maps/${made.map}/builds`);
  await page
    .getByRole('link', { name: /^Shots: / })
    .last()
    .click();
  await page.waitForURL(address());
  await page.locator('.shot-row').first().waitFor();
  await leavePicture(page, 'shots-phone-dark');
  await page.locator('.shot-row', { hasText: 'r01_c01.png' }).click();
  await page.getByRole('button', { name: 'Move by hand' }).click();
  const stage = page.locator('.shot-stage-shot');
  await stage.scrollIntoViewIfNeeded();
  const before = Number(await page.getByLabel('x, px').inputValue());
  const { x, y, width, height } = (await stage.boundingBox())!;
  const hand = await fingers(page);
  await hand.drag([x + width / 2, y + height / 2], [x + width / 2 - 20, y + height / 2]);
  expect(Number(await page.getByLabel('x, px').inputValue())).toBeLessThan(before - 20);
  await leavePicture(page, 'shots-moving-phone-dark');
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await page.locator('.corrections').waitFor({ state: 'detached' });
  expect(Number(await page.getByLabel('x, px').inputValue())).toBe(before);

  // Esc closes one thing after the other; what was moved stays, and leaving the page asks.
  await page.getByRole('button', { name: 'Fix where it was found' }).click();
  await page.locator('.shot-stage-shot').press('Escape');
  await page.getByRole('button', { name: 'Move by hand' }).waitFor();
  await page.locator('.seam').last().scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await leavePicture(page, 'shots-seams-phone-dark');
  await page.getByRole('heading', { name: 'r01_c01.png', exact: true }).press('Escape');
  await page.locator('.shot-row', { hasText: /r01_c01\.png.*not built yet/ }).waitFor();
  const back = () => page.evaluate(() => history.back());
  await back();
  await page.getByRole('heading', { name: 'r01_c01.png', exact: true }).waitFor();
  await back();
  await page.locator('.shot-row').first().waitFor();
  await back();
  const asks = page.getByRole('dialog', { name: 'Leave without your correction?' });
  await asks.waitFor();
  expect(page.url()).toBe(address());
  await asks.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(`${here.url}/maps/${made.map}/builds`);
  await page.getByRole('heading', { name: 'Put right by hand' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
