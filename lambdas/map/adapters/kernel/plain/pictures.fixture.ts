/** The kernel's primitives on pictures in plain JavaScript, as their definitions say: what tests and measurements compare with. */
import type { Box } from '../../../placement.ts';
import type { Pixels } from '../../../ports/pictures.ts';

export type PlainPlane = { width: number; height: number; data: Uint8Array };
export type PlainStrip = { width: number; height: number; values: Uint8Array; flags: Uint8Array };

/** What a flag says of its pixel (layers/opencv/kernel/bytes.ts). */
export const MASKED = 128;
export const VALID = 1;
export const TEXTURED = 60;

export const isValid = (flag: number | undefined): boolean => flag === VALID || flag === TEXTURED;

export function plainLuma({ width, height, channels, data }: Pixels): PlainPlane {
  const luma = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += channels)
    luma[i] = (77 * data[p]! + 150 * data[p + 1]! + 29 * data[p + 2]!) >> 8;
  return { width, height, data: luma };
}

const within = (i: number, n: number): number => Math.min(Math.max(i, 0), n - 1);

export function plainHighPass({ width, height, data }: PlainPlane): PlainPlane {
  const out = new Uint8ClampedArray(width * height);
  const columns = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    columns.fill(0);
    for (let j = y - 8; j < y + 8; j++) {
      const row = within(j, height) * width;
      for (let x = 0; x < width; x++) columns[x]! += data[row + x]!;
    }
    let sum = 0;
    for (let i = -8; i < 8; i++) sum += columns[within(i, width)]!;
    for (let x = 0; x < width; x++) {
      out[y * width + x] = 128 + data[y * width + x]! - (sum >> 8);
      sum += columns[within(x + 8, width)]! - columns[within(x - 8, width)]!;
    }
  }
  return { width, height, data: new Uint8Array(out.buffer) };
}

export function plainStrip(
  values: PlainPlane,
  luma: PlainPlane,
  [left, top, width, height]: Box,
  { texture, mask }: { texture: number; mask?: PlainPlane },
): PlainStrip {
  const strip: PlainStrip = {
    width,
    height,
    values: new Uint8Array(width * height),
    flags: new Uint8Array(width * height).fill(MASKED),
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (top + y) * luma.width + left + x;
      strip.values[y * width + x] = values.data[at]!;
      if (mask?.data[at]) continue;
      strip.flags[y * width + x] = contrast(luma, left + x, top + y) > texture ? TEXTURED : VALID;
    }
  return strip;
}

function contrast({ width, height, data }: PlainPlane, x: number, y: number): number {
  let least = 255;
  let most = 0;
  for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++)
    for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
      least = Math.min(least, data[j * width + i]!);
      most = Math.max(most, data[j * width + i]!);
    }
  return most - least;
}
