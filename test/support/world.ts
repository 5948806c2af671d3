/** A made-up world that no two places of look alike, and captures of it at known places. */
import sharp from 'sharp';

export type World = { width: number; height: number; pixels: Buffer };
export type Capture = { name: string; row: number; col: number; nominal: [number, number]; png: Buffer };

/** One tile of one colour, so that there is a blank tile: tile (1, 0) of the native zoom. */
export const BLANK = { left: 512, top: 0, right: 1024, bottom: 512, colour: [24, 64, 112] };

/** Pixels from a hash of their place: RGB, deterministic, without repetition. */
export function makeWorld(width: number, height: number): World {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const blank = x >= BLANK.left && x < BLANK.right && y >= BLANK.top && y < BLANK.bottom;
      const hash = mixed(x * 73_856_093 + y * 19_349_663);
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = blank ? BLANK.colour[channel]! : (hash >>> (8 * channel)) & 0xff;
      }
    }
  }
  return { width, height, pixels };
}

/**
 * The finaliser of MurmurHash3 (Appleby). A product alone is linear: what lies (225, -291) px further then differs by 1 in each channel,
 * so two places would look alike after all.
 */
function mixed(key: number): number {
  let hash = key | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same world with other colours from one column of pixels to another. */
export function otherwise({ width, height, pixels }: World, left: number, right: number): World {
  const other = Buffer.from(pixels);
  for (let row = 0; row < height * width; row += width) {
    for (let at = (row + left) * 3; at < (row + right) * 3; at++) other[at] = 255 - other[at]!;
  }
  return { width, height, pixels: other };
}

export type CaptureGrid = {
  columns: number;
  rows: number;
  width: number;
  height: number;
  step: [number, number];
  /** How far to the right of its place the screen was scrolled, px by `row col`. */
  scrolled?: Record<string, number>;
};

/** Captures in rows and columns that overlap; those inside stand a few pixels off the grid, as in a real game. */
export async function capturesOf(world: World, grid: CaptureGrid): Promise<Capture[]> {
  const captures: Capture[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (let col = 0; col < grid.columns; col++) {
      const place = col * grid.step[0] + (grid.scrolled?.[`${row} ${col}`] ?? 0);
      const x = Math.min(place + (col > 0 ? (row * 7) % 5 : 0), world.width - grid.width);
      const y = Math.min(row * grid.step[1] + (row > 0 ? (col * 5) % 7 : 0), world.height - grid.height);
      const png = await sharp(world.pixels, { raw: { width: world.width, height: world.height, channels: 3 } })
        .extract({ left: x, top: y, width: grid.width, height: grid.height })
        .png({ compressionLevel: 1 })
        .toBuffer();
      captures.push({ name: `r${pad(row)}_c${pad(col)}.png`, row, col, nominal: [x, y], png });
    }
  }
  return captures;
}

/** The same captures as they were planned: on the grid, where the game did not take them exactly. */
export const asPlanned = (captures: Capture[], { step }: CaptureGrid): Capture[] =>
  captures.map((capture) => ({ ...capture, nominal: [capture.col * step[0], capture.row * step[1]] }));

const pad = (value: number) => String(value).padStart(2, '0');

/** 1,400 x 1,000 px in 3 x 2 captures of 700 x 560 px: three zooms, edge tiles, one blank tile. */
export const SMALL_GRID: CaptureGrid = { columns: 3, rows: 2, width: 700, height: 560, step: [400, 440] };
export const SMALL_WORLD = makeWorld(1400, 1000);
