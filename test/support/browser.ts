/** A real browser: the system's Chromium, else the one that npm brings. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from './axe.ts';
import { browserPath } from './browser-path.ts';

const pictures = resolve(import.meta.dirname, '../browser/screenshots');

/**
 * Without the switches that the packaged one names for AWS Lambda: as a single process it ends with its first context, and without web
 * security no test would see what CORS refuses. Playwright's own are enough for either.
 */
export const launchBrowser = async (): Promise<Browser> => chromium.launch({ executablePath: await browserPath() });

/** Of the process: starting one costs two seconds of a core, and files of tests that come one after the other take the same. */
const here = globalThis as typeof globalThis & { tesseraBrowser?: Promise<Browser> };

/** The browser that all files of a worker use; it ends with the worker. What a file opened in it is closed by `closeVisits`. */
export async function sharedBrowser(): Promise<Browser> {
  const running = await here.tesseraBrowser;
  if (!running?.isConnected()) here.tesseraBrowser = launchBrowser();
  return here.tesseraBrowser!;
}

/** Also those of tests that failed. */
export async function closeVisits(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}

export type Device = 'desktop' | 'phone';
const VIEWPORT = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** What went wrong meanwhile: console errors, failed requests, answers of 400 and above. */
  faults: string[];
};

export async function visit(browser: Browser, device: Device, scheme: 'light' | 'dark' = 'light'): Promise<Visit> {
  const context = await browser.newContext({
    viewport: VIEWPORT[device],
    colorScheme: scheme,
    hasTouch: device === 'phone',
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up what it was still loading.
    if (reason !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (answer) => answer.status() >= 400 && faults.push(`${answer.status()}: ${answer.url()}`));
  nameWhatIsMissing(page);
  return { page, context, faults };
}

/**
 * A page that is not loaded in time says for which requests it still waits, and whether the platform answers others meanwhile: on another
 * machine there is nothing else to look at.
 */
function nameWhatIsMissing(page: Page): void {
  const waiting = new Map<Request, number>();
  page.on('request', (request) => waiting.set(request, performance.now()));
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  const goto = page.goto.bind(page);
  page.goto = (address, options) =>
    goto(address, options).catch(async (error: Error) => {
      const missing = [...waiting].map(([request, since]) => `${request.url()} (${secondsFrom(since)} s)`);
      error.message += `\nWithout an answer yet: ${missing.join(', ') || 'none'}`;
      error.message += `\nAsked for from outside of the browser: ${await askedOutside(address)}`;
      throw error;
    });
}

const secondsFrom = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

async function askedOutside(address: string): Promise<string> {
  const begun = performance.now();
  const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
    ({ status }) => status,
    ({ message }) => message,
  );
  return `${answer} after ${secondsFrom(begun)} s`;
}

/** Leaves a picture that somebody looks at before calling it done. */
export async function leavePicture(page: Page, name: string): Promise<Buffer> {
  mkdirSync(pictures, { recursive: true });
  return page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** No violation of WCAG 2 A and AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeViolations(page, 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa')).toEqual([]);
}
