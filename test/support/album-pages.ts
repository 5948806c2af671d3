/** What tests of the album's pages do on them. */
import type { Page } from 'playwright-core';

/** Makes an album by the page; it is on show then. @returns its id */
export async function makeAlbum(url: string, page: Page, name: string): Promise<string> {
  await page.goto(`${url}/albums`);
  await page.getByRole('button', { name: 'New album' }).click();
  await page.getByLabel('Name of the album').fill(name);
  await page.getByRole('button', { name: 'Make the album' }).click();
  await page.waitForURL('**/albums/album_*');
  await page.getByText('No photos yet').waitFor();
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

/** Calls of the API by method and path, from now on. */
export function callsOf(page: Page): string[] {
  const made: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) made.push(`${request.method()} ${pathname}`);
  });
  return made;
}

/** What a browser says of a platform that is away, or of an address that we made end; every other fault is one. */
export const AWAY = /ERR_|403|Failed to load resource/;
