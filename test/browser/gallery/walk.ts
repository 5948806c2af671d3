/** What one row of the table of pages is (`pages.ts`): a way through a page, from its address to the states it comes to. */
import type { Page } from 'playwright-core';
import type { Answers } from '../../support/answers.ts';
import type { City } from './city.ts';

/** Every view has these four. */
export const STATES = ['loading', 'empty', 'error', 'full'] as const;
export type State = (typeof STATES)[number];

export type Stage = {
  state: State;
  /** Which one, where a page has several pictures of a state. */
  what?: string;
  /** Does what a person does, and waits until the state is on show. */
  reach: (page: Page, city: City) => Promise<unknown>;
};

export type Walk = {
  as: 'ada' | 'nobody';
  path: (city: City) => string;
  /** What comes instead of the platform's own answers. */
  answers?: (city: City) => Answers;
  /** Answers that fail without being ours: a map that is not published is a 404 of the store. */
  mayFail?: RegExp;
  /** Stages after a `loading` one come when what it held is let go. */
  stages: Stage[];
};

export type PageWalks = {
  walks: Walk[];
  /** States that the page cannot have, and why. */
  without?: Partial<Record<State, string>>;
};

/** What waits for data: visible from 200 ms on. */
export const loadingOf = (selector: string, what?: string): Stage => ({
  state: 'loading',
  ...(what && { what }),
  reach: async (page) => {
    await page.locator(selector).first().waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'));
  },
});
export const loading = loadingOf('.skeleton');

/** A stage that is there as soon as this is visible. */
export const shows = (state: State, what: string | undefined, selector: string): Stage => ({
  state,
  ...(what && { what }),
  reach: (page) => page.locator(selector).first().waitFor(),
});

export const problem = (what?: string): Stage => shows('error', what, '[role=alert]');

/** The lists of the home page. */
export const MAPS = /\/api\/maps(\?|$)/;
export const JOBS = /\/api\/jobs(\?|$)/;
