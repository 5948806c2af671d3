/** axe-core in a page: the judge of access. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

/** The small one: reading it takes a page longer than judging itself. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * For a context whose pages are judged again and again: its windows bring axe along, unread until it is called. Sent to each page
 * anew it costs 67 ms of a core instead of 23.
 */
export const bringAxe = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript({ content: `globalThis.loadAxe = () => {\n${AXE}\n};` });

/** What axe finds against rules with these tags, a sentence each; once in a page it stays there until the next navigation. */
export async function axeViolations(page: Page, ...tags: string[]): Promise<string[]> {
  // Evaluated, not added as a script element: the pages' content security policy forbids foreign scripts.
  const isThere = await page.evaluate(() => {
    const window = globalThis as any;
    if (!window.axe) window.loadAxe?.();
    return 'axe' in window;
  });
  if (!isThere) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as any;
    // Neither addresses of elements nor style sheets: sentences name elements by their HTML.
    const { violations } = await axe.run({ resultTypes: ['violations'], runOnly, selectors: false, preload: false });
    return violations.map(
      ({ id, impact, help, nodes }: any) =>
        `axe ${impact} ${id}: ${help}: ${nodes.map(({ html }: any) => html.slice(0, 120)).join(' | ')}`,
    );
  }, tags);
}
