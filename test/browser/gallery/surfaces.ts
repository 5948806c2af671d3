/** What pages are looked at on: a desktop window by day, a phone by night that wants no motion; signed in and not. */
import type { Page } from 'playwright-core';
import { bringAxe } from '../../support/axe.ts';
import type { Browsing } from '../../support/browsing.ts';
import { loginOfAda } from '../../support/login.ts';
import { watch } from './judge.ts';
import type { Walk } from './walk.ts';

export const SURFACES = {
  desktop: {
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'no-preference',
    hasTouch: false,
  },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', reducedMotion: 'reduce', hasTouch: true },
} as const;
export type Surface = keyof typeof SURFACES;

export type Surfaces = {
  url: string;
  /** One for each, used again and again: a new one costs more than what is done on it. */
  page(surface: Surface, person: Walk['as']): Promise<Page>;
  close(): Promise<unknown>;
};

export async function openSurfaces({ browser, url }: Browsing): Promise<Surfaces> {
  const sessions: Record<Walk['as'], Record<string, string>> = {
    ada: await loginOfAda({ browser, url }),
    // Else a page that needs a name leaves for the issuer by itself.
    nobody: { 'tessera.signed-out': 'yes' },
  };
  const opened = new Map<string, Promise<Page>>();
  const open = async (surface: Surface, person: Walk['as']) => {
    const context = await browser.newContext(SURFACES[surface]);
    await context.addInitScript((session) => {
      for (const [key, value] of Object.entries(session)) sessionStorage.setItem(key, value);
    }, sessions[person]);
    await watch(context);
    await bringAxe(context);
    const page = await context.newPage();
    // A page that uploads asks before it is left.
    page.on('dialog', (dialog) => void dialog.accept());
    return page;
  };
  return {
    url,
    page(surface, person) {
      const key = `${surface} ${person}`;
      if (!opened.has(key)) opened.set(key, open(surface, person));
      return opened.get(key)!;
    },
    close: async () => Promise.all([...opened.values()].map(async (page) => (await page).context().close())),
  };
}
