/** The shots of a build: which need a look and why, as a picture and as a list, for everybody. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { answerWith, changed } from '../support/answers.ts';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';
import { mapWithWrongShot, type WrongShot } from '../support/wrong-shot.ts';

const here = browsing();
const LIST = /\/api\/maps\/[^/]+\/builds\/[^/]+\/shots$/;
/** Px of the picture of the grid: what its cells begin at, and the largest that a cell gets. */
const [EDGE, CELL] = [33, 128];
let made: WrongShot;

beforeAll(async () => {
  made = await mapWithWrongShot(here.api, 'Nearly right');
});

const address = () => `${here.url}/maps/${made.map}/builds/${made.build}/shots`;
const frame = (page: Page) => page.locator('.shot-grid-frame');

/** As if the pictures had said where the shots lie, and some had not. */
const inDoubt = changed((answer) => ({
  ...answer,
  shots: answer.shots.map((shot: any, i: number) => {
    const [confidence, reason] = [
      [0.1, 'flat'],
      [1, 'matched'],
      [0.7, 'one_pair'],
      [1, 'matched'],
      [0.02, 'different'],
      [0.2, 'flat'],
    ][i]!;
    return { ...shot, confidence, reason, nominal: [shot.position[0] - 10 * i, shot.position[1]] };
  }),
}));

/** Red, green and blue in the picture of the grid, at a cell's corner, where no arrow is. */
async function cellColour(page: Page, [col, row]: [number, number]) {
  const box = (await frame(page).boundingBox())!;
  const [width, height] = [CELL, Math.round(CELL * 1.1)];
  const at = { x: box.x + EDGE + col * width + 6, y: box.y + 21 + row * height + 20, width: 20, height: 20 };
  const { channels } = await sharp(await page.screenshot({ clip: at }))
    .removeAlpha()
    .stats();
  return channels.map(({ mean }) => Math.round(mean)) as [number, number, number];
}

test('what needs a look comes first; the picture, the list and the filters say the same', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await answerWith(page, [[LIST, inDoubt]]);
  await page.goto(address());
  await page.getByRole('heading', { name: '3 of 6 shots need a look' }).waitFor();
  await leavePicture(page, 'shots-desktop-light');
  await expectAccessible(page);
  const looks = page.locator('.shots-looks li');
  expect(await looks.allTextContents()).toEqual([
    expect.stringMatching(/^2 shots, each: There is nothing to compare.*r00_c00\.png.*r01_c02\.png/),
    expect.stringMatching(/^1 shot: It fits none of its neighbours.*Take this screenshot again.*r01_c01\.png/),
  ]);
  const rows = page.locator('.shot-row');
  expect((await rows.allTextContents()).map((row) => /r\d\d_c\d\d/.exec(row)![0])).toEqual([
    'r01_c01',
    'r00_c00',
    'r01_c02',
    'r00_c02',
    'r00_c01',
    'r01_c00',
  ]);

  await page.getByRole('button', { name: 'Needs a look' }).click();
  expect(await rows.count()).toBe(3);
  await page.getByLabel('Found by').selectOption('different');
  expect(await rows.allTextContents()).toEqual([expect.stringMatching(/r01_c01\.png.*fits no neighbour.*2 %/)]);
  await page.getByRole('button', { name: 'Sure' }).click();
  await page.getByRole('button', { name: 'Show all shots' }).click();
  expect(await rows.count()).toBe(6);

  // By keyboard: from the least sure one to the right, opened, and back to where it was.
  await frame(page).focus();
  await page.getByText(/^r01_c01\.png, row 1, column 1: needs a look, 2 %, fits no neighbour/).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByText(/^r01_c02\.png, row 1, column 2: needs a look, 20 %, nothing to compare/).waitFor();
  await page.keyboard.press('Home');
  await page.getByText(/^r01_c00\.png, row 1, column 0: sure, 100 %, matched all around/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'r01_c00.png', exact: true }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('r01_c00.png');
  expect(page.url()).toMatch(/\?shot=shot_[0-9a-f-]{36}$/);
  // As it is stored, so as it is placed, whatever its EXIF says.
  await page.locator('.cut img').first().waitFor();
  const orientations = await page
    .locator('.shot-picture img, .cut img')
    .evaluateAll((images) => images.map((image) => getComputedStyle(image).imageOrientation));
  expect(new Set(orientations)).toEqual(new Set(['none']));
  await page.goBack();
  await page.getByRole('heading', { name: '3 of 6 shots need a look' }).waitFor();
  expect(await frame(page).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByText(/^r01_c00\.png, row 1/).waitFor();

  // By mouse: the cell in the middle of the lower row.
  const { x, y, height } = (await frame(page).boundingBox())!;
  await page.mouse.click(x + EDGE + 1.5 * CELL, y + height * 0.8);
  await page.getByRole('heading', { name: 'r01_c01.png', exact: true }).waitFor();
  await page.getByText('1 of 6, least sure first').waitFor();
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'r00_c00.png', exact: true }).waitFor();
  await page.getByRole('link', { name: 'All shots' }).click();
  await page.getByRole('heading', { name: '3 of 6 shots need a look' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('what is cut off is told, and that a panel may lie over all of few shots', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  const spoilt = changed((answer) => ({
    ...answer,
    shots: answer.shots.map((shot: any, i: number) => {
      const position = i === 0 ? [-8, 0] : shot.position;
      return { ...shot, position, confidence: 0.1, reason: i < 4 ? 'different' : 'flat' };
    }),
  }));
  await answerWith(page, [[LIST, spoilt]]);
  await page.goto(address());
  await page.getByText(/^8 px of r00_c00\.png lie left of the map or above it and are cut off/).waitFor();
  await page.getByText(/a panel of the game .* --boxes/).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('cells differ by colour, in light and in dark, and a filter makes others step back', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, faults, context } = await visit(here.browser, 'desktop', scheme);
    await answerWith(page, [[LIST, inDoubt]]);
    await page.goto(address());
    await page.locator('.shot-row').first().waitFor();
    await frame(page).scrollIntoViewIfNeeded();
    const [doubtful, sure] = [await cellColour(page, [0, 0]), await cellColour(page, [1, 0])];
    expect(doubtful[0]).toBeGreaterThan(doubtful[1] * 1.2);
    expect(sure[1]).toBeGreaterThan(sure[0] * 1.2);
    await page.getByRole('button', { name: 'Needs a look' }).click();
    await page.waitForTimeout(100);
    const stepped = await cellColour(page, [1, 0]);
    expect(Math.abs(stepped[1] - stepped[0])).toBeLessThan(Math.abs(sure[1] - sure[0]) / 2);
    expect(await cellColour(page, [0, 0])).toEqual(doubtful);
    expect(faults).toEqual([]);
    await context.close();
  }
});

test('a visitor sees where shots lie, and no screenshot', async () => {
  const { page, faults, context } = await visit(here.browser, 'phone');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${here.url}/maps/${made.map}/builds`);
  await page
    .getByRole('link', { name: /^Shots: / })
    .last()
    .click();
  await page.locator('.shot-row').first().click();
  await page.getByText('Only the owner of the map sees its screenshots.').waitFor();
  expect(await page.getByRole('button', { name: 'Move by hand' }).count()).toBe(0);
  await expectAccessible(page);
  expect(asked.filter((url) => /screenshots|shots\/shot_/.test(url))).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});
