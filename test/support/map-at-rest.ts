import type { Page } from 'playwright-core';

/** Leaflet begins what it was asked for in the next frame; a turn of the wheel 40 ms later (`wheelDebounceTime`). */
const CALM_FRAMES = 5;

/**
 * Waits until a map has come to rest: nothing moves, and every tile is there and has faded in. A network that is idle, or half a second
 * that has passed, say neither on a machine that was busy meanwhile.
 * @param builds those whose tiles are to be seen
 */
export async function mapAtRest(page: Page, ...builds: string[]): Promise<void> {
  const shown = builds.map((build) => `img.leaflet-tile-loaded[src*="/${build}/"]`);
  for (const tile of ['.leaflet-tile-loaded', ...shown]) {
    await page.locator(tile).first().waitFor({ state: 'attached' });
  }
  const question = crypto.randomUUID();
  await page.waitForFunction(
    ({ question, frames }) => {
      const all = globalThis as typeof globalThis & { calm?: { question: string; frames: number } };
      if (all.calm?.question !== question) all.calm = { question, frames: 0 };
      const tiles = [...document.querySelectorAll<HTMLElement>('.leaflet-tile')];
      const isThere = (tile: HTMLElement) =>
        tile.classList.contains('leaflet-tile-loaded') && Number(tile.style.opacity || 1) === 1;
      const isCalm =
        tiles.length > 0 &&
        tiles.every(isThere) &&
        !document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim, .leaflet-drag-target');
      all.calm.frames = isCalm ? all.calm.frames + 1 : 0;
      return all.calm.frames >= frames;
    },
    { question, frames: CALM_FRAMES },
    { polling: 'raf' },
  );
}
