/** Many small screenshots in a folder, and what a page does while it uploads them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import sharp from 'sharp';

const SIDE = 32;

/** Pictures of 32 x 32 px, no two alike, named by their place in a grid of `columns`. */
export async function manyShots(folder: string, count: number, columns: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const digits = (value: number) => String(value).padStart(2, '0');
  for (let index = 0; index < count; index++) {
    const pixels = Buffer.alloc(SIDE * SIDE * 3, index % 251);
    pixels.writeUInt32BE(index + 1);
    const png = await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toBuffer();
    const name = `r${digits(Math.floor(index / columns))}_c${digits(index % columns)}.png`;
    await writeFile(join(folder, name), png);
  }
}

export type Watched = {
  /** PUTs on their way now. */
  open: Set<Request>;
  /** The most that ever were at once since the page was loaded. */
  most: () => Promise<number>;
  /** How often each address took a file. */
  taken: Map<string, number>;
  /** Tasks of the page that held it up for 50 ms and more (`longtask`), in ms, since it was loaded. */
  longTasks: () => Promise<number[]>;
};

/** To be called before the page is opened. */
export async function watchUploads(page: Page): Promise<Watched> {
  const open = new Set<Request>();
  const watched: Watched = {
    ...{ open, taken: new Map() },
    most: () => page.evaluate(() => (globalThis as unknown as { mostSent: number }).mostSent),
    longTasks: () => page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks),
  };
  page.on('request', (request) => {
    if (request.method() === 'PUT') open.add(request);
  });
  page.on('requestfailed', (request) => open.delete(request));
  page.on('requestfinished', async (request) => {
    if (!open.delete(request) || (await request.response())?.status() !== 200) return;
    const { pathname } = new URL(request.url());
    watched.taken.set(pathname, (watched.taken.get(pathname) ?? 0) + 1);
  });
  // Counted in the page: the browser tells others of an end only after the page has begun the next.
  await page.addInitScript(() => {
    const now = { sending: 0 };
    Object.assign(globalThis, { mostSent: 0 });
    const { open: begin, send } = XMLHttpRequest.prototype;
    const ended = () => void now.sending--;
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...how: unknown[]) {
      // Before the page's own listeners, which begin the next.
      for (const end of ['load', 'error', 'abort']) this.addEventListener(end, ended);
      Reflect.apply(begin, this, how);
    };
    XMLHttpRequest.prototype.send = function (body) {
      const all = globalThis as unknown as { mostSent: number };
      all.mostSent = Math.max(all.mostSent, ++now.sending);
      send.call(this, body);
    };
  });
  await page.addInitScript(() => {
    const longTasks: number[] = [];
    Object.assign(globalThis, { longTasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
    }).observe({ type: 'longtask', buffered: true });
  });
  return watched;
}

/** Opens *New map* and chooses the folder; the form is on show then. `handed`: when the browser has given the files to the page. */
export async function chooseFolder(page: Page, folder: string, handed = async () => {}): Promise<void> {
  await page.getByRole('button', { name: 'New map' }).first().click();
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await handed();
  await page.getByLabel('Name of the map').waitFor({ timeout: 120_000 });
}

/** Only the person knows the step of shots that are placed by their names. */
export async function fillStep(page: Page): Promise<void> {
  if (!(await page.getByLabel('Step across').isVisible())) return;
  for (const way of ['Step across', 'Step down']) {
    const field = page.getByLabel(way);
    // No more than the page lets: some pictures are smaller.
    await field.fill(String(Math.min(64, Number(await field.getAttribute('max')))));
  }
}

/** Fills the form and begins. */
export async function beginUpload(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the map').fill(name);
  await fillStep(page);
  await page.getByRole('button', { name: 'Build the map' }).click();
}

export async function untilTaken({ taken }: Watched, count: number): Promise<void> {
  const until = Date.now() + 120_000;
  while (taken.size < count) {
    if (Date.now() > until) throw new Error(`${taken.size} of ${count} files after two minutes.`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Lets go of files over an element, as a person does who drags them from a folder: the page takes them, or the browser does. */
export async function dropped(page: Page, over: string, files: { name: string; png: Buffer }[]) {
  const encoded = files.map(({ name, png }) => ({ name, base64: png.toString('base64') }));
  return page
    .locator(over)
    .first()
    .evaluate((element, all) => {
      const dataTransfer = new DataTransfer();
      for (const { name, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true });
      return element.dispatchEvent(drop) ? 'left to the browser' : 'taken';
    }, encoded);
}

/** Files are held over an element, or taken away from it. */
export const held = (page: Page, over: string, what: 'dragenter' | 'dragleave' = 'dragenter') =>
  page
    .locator(over)
    .first()
    .evaluate((element, type) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'r00_c00.png'));
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }, what);
