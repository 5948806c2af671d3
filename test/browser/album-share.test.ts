/** Links to an album: made by its owner, opened by guests who have no account, and taken back while they look. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { MANY_WRONG_PASSWORDS, PASSWORD_RATE } from '../../lib/limits/shares.ts';
import { albumWith } from '../support/albums.ts';
import { answerWith, changed } from '../support/answers.ts';
import { expectAccessible, leavePicture, visit } from '../support/browser.ts';
import { browsing, signedIn } from '../support/browsing.ts';

const here = browsing();
const PASSWORD = 'quiet water';
/** Refusals that a test asks for. */
const REFUSED = /401|403|404|410|429|Failed to load resource/;
let album: string;
beforeAll(async () => {
  ({ id: album } = await albumWith(here.api, 'Shared lake', 5));
});

const untilSeen = (page: Page) =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLImageElement>('.photo-tile img')].filter(({ naturalWidth }) => naturalWidth > 0)
        .length >= 5,
  );
const linkTo = async (wanted: Parameters<typeof here.api.createShare>[1]) => {
  const { token, share_id } = await here.api.createShare(album, wanted);
  return { share_id, address: `${here.url}/s/${token}` };
};

test('the owner makes a link with a password, which is shown once; a guest opens it', async () => {
  const { page, faults, context } = await signedIn(here, 'desktop');
  await page.goto(`${here.url}/albums/${album}`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByLabel('Password (optional)').fill(PASSWORD);
  await page.getByText('No links yet.').waitFor();
  await leavePicture(page, 'share-new-desktop-light');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = await page.getByLabel('Link to the album').inputValue();
  await leavePicture(page, 'share-once-desktop-light');
  await expectAccessible(page);
  await page.getByText('with password').waitFor();

  const guest = await visit(here.browser, 'phone', 'dark');
  await guest.page.goto(address);
  await guest.page.getByLabel('Password').fill('loud water');
  await guest.page.keyboard.press('Enter');
  await guest.page.getByText('That is not the password.').waitFor();
  await leavePicture(guest.page, 'share-password-phone-dark');
  await expectAccessible(guest.page);
  await guest.page.getByLabel('Password').fill(PASSWORD);
  await guest.page.keyboard.press('Enter');
  await untilSeen(guest.page);
  await leavePicture(guest.page, 'share-guest-phone-dark');
  await expectAccessible(guest.page);
  await guest.page.locator('.photo-tile').nth(1).click();
  await guest.page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('.photo-layers img:last-child')?.naturalWidth ?? 0) > 320,
  );
  expect(await guest.page.getByRole('button', { name: /Delete|Download/ }).count()).toBe(0);
  await guest.page.keyboard.press('Escape');
  // It goes back in the history, and a reload in the middle of that is none.
  await guest.page.locator('.photo-layers').waitFor({ state: 'detached' });
  await guest.page.waitForURL(/\/s\/[^/#?]+$/);
  // A reload is no other view, and asks for no password.
  await guest.page.reload();
  await untilSeen(guest.page);
  expect((await here.api.listShares(album)).items[0]).toMatchObject({ views: 1, has_password: true });
  // Another tab asks for it again, and says that it is no stranger.
  const tab = await guest.context.newPage();
  await tab.goto(address);
  await tab.getByLabel('Password').fill('loud water');
  const asked = tab.waitForRequest(/\/session$/);
  await tab.keyboard.press('Enter');
  expect((await asked).postDataJSON()).toEqual({
    password: 'loud water',
    known: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  await tab.getByText('That is not the password.').waitFor();
  // Only the try of before was a stranger's.
  expect((await here.api.listShares(album)).items[0]).toMatchObject({ wrong_passwords: 1 });
  expect(guest.faults.filter((fault) => !REFUSED.test(fault))).toEqual([]);
  expect(faults).toEqual([]);
  await Promise.all([context.close(), guest.context.close()]);
});

test('an owner is told when somebody seems to guess', async () => {
  await linkTo({ password: PASSWORD });
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  const guessed = changed(({ items: [newest, ...others] }) => ({
    items: [{ ...newest, wrong_passwords: MANY_WRONG_PASSWORDS }, ...others],
  }));
  await answerWith(page, [[/\/shares$/, guessed]]);
  await page.goto(`${here.url}/albums/${album}`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText(`${MANY_WRONG_PASSWORDS} wrong passwords today: somebody may be guessing.`).waitFor();
  await page.getByText(/somebody may be guessing/).scrollIntoViewIfNeeded();
  await leavePicture(page, 'share-guessed-phone-dark');
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await context.close();
});

test('too many wrong passwords: the page says for how long', async () => {
  const { address } = await linkTo({ password: PASSWORD });
  const { page, context } = await visit(here.browser, 'desktop');
  await page.goto(address);
  const tries: number[] = [];
  // The window of the limit may end among them, or soon after the last.
  while (tries.at(-1) !== 429 && tries.length <= 2 * PASSWORD_RATE.most) {
    // While one is looked at no other is taken.
    await page.getByRole('button', { name: 'Open the album' }).waitFor();
    await page.getByLabel('Password').fill(`guess ${tries.length}`);
    const answered = page.waitForResponse(/\/session$/);
    await page.keyboard.press('Enter');
    tries.push((await answered).status());
  }
  expect(tries).toEqual([...tries.slice(0, -1).fill(401), 429]);
  await page.getByText(/Too many tries\. You can try again in \d+ (?:min|s)/).waitFor();
  await expectAccessible(page);
  await context.close();
});

test('while nothing can be signed, guests and owner see the pictures all the same', async () => {
  const { address } = await linkTo({});
  const guest = await visit(here.browser, 'phone');
  const owner = await signedIn(here, 'desktop');
  for (const { page } of [guest, owner]) {
    await answerWith(page, [[/\/session$/, changed((answer) => ({ ...answer, unsigned: true }))]]);
    // As the edge answers who has no cookies.
    await page.route(/\/media\/albums\//, (route) => route.fulfill({ status: 403 }));
  }
  await guest.page.goto(address);
  await owner.page.goto(`${here.url}/albums/${album}`);
  for (const { page, faults, context } of [guest, owner]) {
    await untilSeen(page);
    await page.locator('.photo-tile').first().click();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.photo-layers img:last-child')?.naturalWidth ?? 0) > 320,
    );
    expect(await page.getByText(/did not come/).count()).toBe(0);
    expect(faults.filter((fault) => !REFUSED.test(fault))).toEqual([]);
    await context.close();
  }
});

test('a link that is revoked while somebody looks shows nothing more, and says so', async () => {
  const { address, share_id } = await linkTo({});
  const { page, faults, context } = await visit(here.browser, 'desktop');
  await page.goto(address);
  await untilSeen(page);
  await here.api.revokeShare(album, share_id);
  // As after a minute, when the last cookies have ended.
  await context.clearCookies();
  await page.locator('.photo-tile').first().click();
  await page.getByRole('heading', { name: 'This link was revoked' }).waitFor();
  await leavePicture(page, 'share-revoked-desktop-light');
  await expectAccessible(page);
  expect(await page.locator('.photo-tile').count()).toBe(0);
  await page.reload();
  await page.getByRole('heading', { name: 'This link was revoked' }).waitFor();
  expect(faults.filter((fault) => !REFUSED.test(fault))).toEqual([]);
  await context.close();
});

test('a link that is used up, and one that never was, say what to do', async () => {
  const { address } = await linkTo({ max_views: 1 });
  const first = await visit(here.browser, 'phone');
  await first.page.goto(address);
  await untilSeen(first.page);
  const second = await visit(here.browser, 'phone', 'dark');
  await second.page.goto(address);
  await second.page.getByRole('heading', { name: 'This link is used up' }).waitFor();
  await expectAccessible(second.page);
  await second.page.goto(`${here.url}/s/AAAAAAAAAAAAAAAAAAAAAA`);
  await second.page.getByRole('heading', { name: 'There is no such link' }).waitFor();
  await leavePicture(second.page, 'share-unknown-phone-dark');
  await expectAccessible(second.page);
  await Promise.all([first.context.close(), second.context.close()]);
});

test('the owner revokes a link by the page', async () => {
  await linkTo({ upload: 'none' });
  const { page, faults, context } = await signedIn(here, 'phone', 'dark');
  await page.goto(`${here.url}/albums/${album}`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page
    .getByRole('button', { name: /^Revoke the link made/ })
    .first()
    .click();
  await leavePicture(page, 'share-revoke-phone-dark');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByRole('heading', { name: 'Revoke this link?' }).waitFor({ state: 'detached' });
  // The button that asked is gone: Tab goes on from the links, and not from the top of the page behind.
  await page.waitForFunction(() => document.activeElement?.textContent === 'Links');
  expect((await here.api.listShares(album)).items[0]).toMatchObject({ state: 'revoked' });
  expect(faults).toEqual([]);
  await context.close();
});
