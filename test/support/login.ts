/** Ada's login as a tab keeps it, for visits that are not about signing in. */
import type { Browser, Page } from 'playwright-core';

type Kept = Record<string, string>;
type Where = { browser: Browser; url: string };

/** Of the process, by platform: each way to the issuer and back is three pages more, a second of a core. */
const here = globalThis as typeof globalThis & { tesseraLogins?: Map<string, Promise<Kept>> };

/** What a tab keeps in which she has signed in by the page; the first visit of each platform does. */
export function loginOfAda(where: Where): Promise<Kept> {
  here.tesseraLogins ??= new Map();
  const known = here.tesseraLogins.get(where.url);
  if (known) return known;
  const made = signInByPage(where);
  here.tesseraLogins.set(where.url, made);
  // The next visit tries it again.
  made.catch(() => here.tesseraLogins?.delete(where.url));
  return made;
}

/** Signs in on the page that is on show, as Ada. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).first().click();
  // The page leaves for the issuer some time after the click: whoever goes on before that is brought back here.
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function signInByPage({ browser, url }: Where): Promise<Kept> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await signIn(page);
  const kept = await page.evaluate(() => ({ ...sessionStorage }));
  await context.close();
  return kept;
}

/** As if she had signed in in this tab. It shows none of our pages yet. */
export async function keepLogin(page: Page, where: Where): Promise<void> {
  const kept = await loginOfAda(where);
  // A tab keeps things by origin. A page without an icon of its own makes the browser ask for /favicon.ico, which there is none of.
  const blank = `${where.url}/blank-page-of-the-test`;
  await page.route(blank, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }),
  );
  await page.goto(blank);
  await page.unroute(blank);
  await page.evaluate((entries) => {
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, Object.entries(kept));
}
