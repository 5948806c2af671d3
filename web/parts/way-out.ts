import { text } from '../text/en.ts';

/**
 * Where somebody goes from a page on which nothing can be done any more: to all things of its product. Guests have nowhere else to go.
 * @param path of the page
 */
export function wayOut(path: string): { href: string; words: string } | undefined {
  if (path.startsWith('/s/')) return undefined;
  return path.startsWith('/albums/') ? { href: '/albums', words: text.allAlbums } : { href: '/', words: text.allMaps };
}
