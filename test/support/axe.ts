/** axe-core in a page: the judge of access. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The small one: reading it takes a page longer than judging itself. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against rules with these tags, a sentence each; once in a page it stays there until the next navigation. */
export async function axeViolations(page: Page, ...tags: string[]): Promise<string[]> {
  // Evaluated, not added as a script element: the pages' content security policy forbids foreign scripts.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
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
