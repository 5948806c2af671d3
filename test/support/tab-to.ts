import type { Page } from 'playwright-core';

/** Tab until something of this name has the focus, as a person without a mouse does; at least once. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const on = document.activeElement?.matches('a, button, input, summary') ? document.activeElement : undefined;
      const said = on?.getAttribute('aria-label') ?? on?.closest('label')?.textContent ?? on?.textContent;
      return said?.trim() ?? '';
    });
    if (typeof name === 'string' ? name === focused : name.test(focused)) return;
  }
  throw new Error(`Nothing called ${name} takes the focus.`);
}
