/** What a page on show is judged by, in the page itself: layout, access, motion. Each answers sentences about what is wrong. */
import type { BrowserContext, Page } from 'playwright-core';
import { axeViolations } from '../../support/axe.ts';

/** Above this a jump is felt (web.dev/cls names 0.1 good; nothing is to jump here). */
export const MOST_SHIFT = 0.05;
/** What a thumb meets, in px; the pages aim higher (`--touch` of the tokens, 44). */
const SMALLEST_TARGET = 40;

/** Must be called before the first page: it watches from the navigation on. */
export async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shift = { sum: 0, by: [] as string[] };
    Object.assign(globalThis, { shift });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) {
        if (entry.hadRecentInput) continue;
        shift.sum += entry.value;
        for (const { node, previousRect, currentRect } of entry.sources) {
          shift.by.push(
            `${entry.value.toFixed(4)} ${node?.outerHTML?.slice(0, 80) ?? node?.textContent} y ${previousRect.y}..${previousRect.bottom} -> ${currentRect.y}..${currentRect.bottom}`,
          );
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** How far things have jumped since the navigation, without what followed a click or a key. */
export const layoutShift = (page: Page): Promise<{ sum: number; by: string[] }> =>
  page.evaluate(
    () => new Promise((told) => requestAnimationFrame(() => setTimeout(() => told((globalThis as any).shift)))),
  );

export const inaccessible = (page: Page): Promise<string[]> =>
  axeViolations(page, 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice');

/** Nothing moves for people who asked for that (the context emulates it). */
export const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const long = (times: string) => times.split(',').some((time) => Number.parseFloat(time) > 0.001);
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
        const moves = animationName !== 'none' && long(animationDuration);
        return moves || long(transitionDuration) || scrollBehavior === 'smooth';
      })
      .map((element) => `moves in spite of prefers-reduced-motion: ${element.outerHTML.slice(0, 100)}`);
  });

/** A skeleton shows after 200 ms, stands still, and tells screen readers; nothing else spins. */
export const restless = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const early = [...document.querySelectorAll('.skeleton')].filter((element) => {
      const { animationDelay, animationFillMode } = getComputedStyle(element);
      return Number.parseFloat(animationDelay) < 0.2 || !['both', 'backwards'].includes(animationFillMode);
    });
    const endless = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity);
    return [
      ...early.map((element) => `shows before 200 ms: ${element.outerHTML.slice(0, 100)}`),
      ...endless.map((animation) => `never rests: ${(animation as CSSAnimation).animationName}`),
    ];
  });

/** Nothing reaches beyond the window's sides, and thumbs meet what is to be pressed. */
export const narrow = (page: Page): Promise<string[]> =>
  page.evaluate((smallest) => {
    const top = document.querySelector('dialog[open]') ?? document;
    const wide = [document.documentElement, ...document.querySelectorAll('dialog[open]')].filter(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    );
    const targets = [
      ...top.querySelectorAll('button, .button, input:not(.unseen), select, summary, [role=tab]'),
    ].filter((element) => element.checkVisibility() && !element.closest('.unseen'));
    // A label that holds its box is pressed as a whole.
    const pressed = targets.map((element) => element.closest('label') ?? element);
    return [
      ...wide.map(
        (element) => `${innerWidth} px: scrolls sideways: <${element.localName}> is ${element.scrollWidth} px`,
      ),
      ...pressed.flatMap((element) => {
        const { width, height, left, right } = element.getBoundingClientRect();
        const html = element.outerHTML.slice(0, 100);
        return [
          ...(Math.min(width, height) < smallest ? [`too small for a thumb (${width} x ${height}): ${html}`] : []),
          ...(left < 0 || right > innerWidth + 0.5 ? [`${innerWidth} px: beyond the side: ${html}`] : []),
        ];
      }),
    ];
  }, SMALLEST_TARGET);
