/**
 * Runs before everything else: on a map's page it asks for the map's description and for the viewer's code at once, instead
 * of one after the other behind the app. A file of its own, because the content security policy allows no inline script.
 */
import type {} from './viewer/published-map.ts';

const map = /^\/maps\/([a-z0-9_-]{1,60})\/?$/.exec(location.pathname)?.[1];
if (map) {
  // Of a private map (the mark in its id: lambdas/map/tile-paths.ts, which a script cannot import) nothing is told without cookies.
  if (!map.includes('_')) {
    const answer = fetch(`/tiles/${map}/map.json`);
    // The viewer reports a failure; until it looks, it is not an unhandled one.
    answer.catch(() => {});
    globalThis.tesseraEarlyMap = { map, answer };
  }
  for (const file of (document.currentScript as HTMLScriptElement).dataset.viewer!.split(' ')) {
    const link = document.createElement('link');
    link.rel = file.endsWith('.css') ? 'stylesheet' : 'modulepreload';
    link.href = file;
    // As the module loader asks, else the file is loaded twice.
    link.crossOrigin = '';
    document.head.append(link);
  }
}
