/** Captures of which something was built since: a part of the picture shows something else, the rest is the same to the last pixel. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp, { type OutputInfo } from 'sharp';

/** Of the picture's width and height, around its middle: about what a new quarter of a city takes of a screen. */
const PART = 0.4;

/** Turns the middle of a picture upside down, in its place and losslessly. @throws Error for a format that loses something */
export const repaint = (file: string): Promise<void> =>
  rewrite(file, (data, { width, height, channels }) => {
    const [left, top] = [width, height].map((size) => Math.floor((size * (1 - PART)) / 2)) as [number, number];
    const before = Buffer.from(data);
    const bytes = (width - 2 * left) * channels;
    for (let y = top; y < height - top; y++) {
      const from = ((height - 1 - y) * width + left) * channels;
      before.copy(data, (y * width + left) * channels, from, from + bytes);
    }
  });

/** Makes every pixel another one, and no place another place: it gets dark. */
export const darken = (file: string): Promise<void> =>
  rewrite(file, (data) => {
    for (const [at, value] of data.entries()) data[at] = value > 0 ? value - 1 : 1;
  });

async function rewrite(file: string, paint: (data: Buffer, info: OutputInfo) => void): Promise<void> {
  const picture = sharp(await readFile(file)).removeAlpha();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  paint(data, info);
  const raw = sharp(data, { raw: { width, height, channels } });
  const type = extname(file).toLowerCase();
  if (type !== '.png' && type !== '.webp') throw new Error(`${file} cannot be written losslessly: give PNG or WebP.`);
  await writeFile(file, await (type === '.png' ? raw.png() : raw.webp({ lossless: true, effort: 0 })).toBuffer());
}

/** As many of them as wanted, spread over all and the same for a seed. */
export function chosen<Item extends { file: string }>(items: Item[], count: number, seed: number): Item[] {
  const order = ({ file }: Item) => createHash('sha256').update(`${seed} ${file}`).digest('hex');
  return items.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, count);
}
