/** Goes through a page by Tab: everything that can be used is reached, and shows that it has the focus. */
import type { Page } from 'playwright-core';

/** More would be a list that somebody has to tab through. */
const MOST_STOPS = 80;
/** So many between two questions whether the way has ended. */
const STOPS_AT_ONCE = 8;

declare const tabbed: {
  hasEnded(): boolean;
  faults(): string[];
};

export async function unfocusable(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const look = (element: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return [outlineStyle === 'none' ? '0px' : outlineWidth, boxShadow].join(' ');
    };
    const frames = (element: Element) =>
      [element, element.closest('label'), element.parentElement].filter((at) => at !== null);
    const all = [...document.querySelectorAll('*')];
    const before = new Map(all.map((element) => [element, look(element)]));
    const reached = new Set<Element>();
    const unseen: string[] = [];
    let ends = 0;
    /** False at the end of the way. */
    const goesOn = () => {
      const here = document.activeElement;
      // Behind the last one the browser's own bars come, then the page begins anew.
      if (!here || here === document.body) return ++ends < 2;
      if (reached.has(here)) return false;
      reached.add(here);
      const shown = frames(here).some((frame) => look(frame) !== before.get(frame) && look(frame) !== '0px none');
      if (!shown) unseen.push(`does not show its focus: ${here.outerHTML.slice(0, 100)}`);
      return true;
    };
    const unreached = () => {
      const top = document.querySelector('dialog:modal') ?? document;
      const usable =
        'a[href], button:not(:disabled), input:not(:disabled, [type=radio]), select, textarea, summary, [tabindex="0"]';
      return [...top.querySelectorAll(usable)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !reached.has(element))
        .map((element) => `the keyboard does not reach: ${element.outerHTML.slice(0, 100)}`);
    };
    let hasEnded = false;
    // The page looks by itself when the key is let go: to be asked after each costs more than the key.
    addEventListener('keyup', () => (hasEnded ||= !goesOn()), true);
    Object.assign(globalThis, {
      tabbed: { hasEnded: () => hasEnded, faults: () => [...unseen, ...unreached()] },
    });
  });
  for (let stop = 0; stop < MOST_STOPS; stop += STOPS_AT_ONCE) {
    for (let i = 0; i < STOPS_AT_ONCE; i++) await page.keyboard.press('Tab');
    if (await page.evaluate(() => tabbed.hasEnded())) break;
  }
  return page.evaluate(() => tabbed.faults());
}
