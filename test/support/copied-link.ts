import type { Page } from 'playwright-core';

/** Copies the link to what a map shows, by its button. Browsers write to the clipboard some time after the click. */
export async function copiedLink(page: Page): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy a link to this place' }).click();
  const copied = await page.waitForFunction(() => navigator.clipboard.readText());
  return copied.jsonValue();
}
