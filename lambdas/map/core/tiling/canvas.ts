import { TILE_SIZE } from '../../../../lib/limits.ts';
import type { Pixels } from '../../ports/pictures.ts';
import { giveBack, takeBytes, takeZeros } from './bytes.ts';

/**
 * A picture under construction: colours and coverage in planes of their own, so that a run of a shot's row is one copy
 * also where the world ends. `cover` is 0 (no shot), 255 (covered) or, after halving, anything between; the colour of an
 * uncovered pixel is 0. Without a `cover` every pixel is covered, as in most blocks.
 */
export type Canvas = { width: number; height: number; rgb: Uint8Array; cover: Uint8Array | undefined };

/** A canvas in `part` starts uncovered; in one that is `full` every pixel must be painted. */
export function createCanvas(width: number, height: number, coverage: 'part' | 'full'): Canvas {
  const [pixels, bytes] = [width * height, width * height * 3];
  if (coverage === 'full') return { width, height, rgb: takeBytes(bytes), cover: undefined };
  return { width, height, rgb: takeZeros(bytes), cover: takeZeros(pixels) };
}

/** The end of a canvas: its memory serves the next one. */
export function discardCanvas({ rgb, cover }: Canvas): void {
  giveBack(rgb);
  giveBack(cover);
}

/** Copies pixels [from, to) of canvas row `y` from a shot; everything in canvas px, (left, top) is the shot's place. */
export function paintRun(canvas: Canvas, y: number, from: number, to: number, shot: Pixels, left: number, top: number) {
  const source = ((y - top) * shot.width + from - left) * 3;
  const target = y * canvas.width + from;
  canvas.rgb.set(shot.data.subarray(source, source + (to - from) * 3), target * 3);
  canvas.cover?.fill(255, target, target + to - from);
}

/** What a tile shows. `empty`: no shot covers a pixel. `blank`: one opaque colour, `#rrggbbaa`. */
export type CutTile = { kind: 'empty' } | { kind: 'blank'; colour: string } | { kind: 'picture'; pixels: Pixels };

/**
 * Cuts tile (column, row) out of a canvas: RGB where every pixel is covered, else RGBA. A canvas may end inside the tile;
 * what lies beyond is uncovered.
 */
export function cutTile(canvas: Canvas, column: number, row: number): CutTile {
  const coverage = coverageOf(canvas, column, row);
  if (coverage === 'none') return { kind: 'empty' };
  const size = { width: TILE_SIZE, height: TILE_SIZE };
  if (coverage === 'part') {
    return { kind: 'picture', pixels: { ...size, channels: 4, data: cutWithAlpha(canvas, column, row) } };
  }
  const data = cutColours(canvas, column, row);
  if (!isOneColour(data)) return { kind: 'picture', pixels: { ...size, channels: 3, data } };
  const colour = colourName(data);
  giveBack(data);
  return { kind: 'blank', colour };
}

/** Puts a tile into a canvas at place (column, row), the reverse of cutTile. */
export function pasteTile(canvas: Canvas, tile: CutTile, column: number, row: number): void {
  if (tile.kind === 'empty') return;
  const colour = tile.kind === 'blank' ? colourOf(tile.colour) : undefined;
  for (let y = 0; y < TILE_SIZE; y++) {
    const target = (row * TILE_SIZE + y) * canvas.width + column * TILE_SIZE;
    if (tile.kind === 'picture') pasteLine(canvas, target, tile.pixels, y);
    else fillLine(canvas, target, colour!);
  }
}

/** Puts a quarter of a tile, counted row by row, where it lies in the tile; what is beyond the canvas is left out. */
export function pasteQuarter(canvas: Canvas, tile: CutTile, quarter: number): void {
  const half = TILE_SIZE / 2;
  const [left, top] = [half * (quarter % 2), half * (quarter >> 1)];
  const width = Math.min(half, canvas.width - left);
  const colour = tile.kind === 'blank' ? colourOf(tile.colour) : new Uint8Array(3);
  for (let y = top; y < Math.min(top + half, canvas.height); y++) {
    const target = y * canvas.width + left;
    if (tile.kind === 'picture') {
      const { data, channels } = tile.pixels;
      const from = (y * TILE_SIZE + left) * channels;
      pastePixels(canvas, target, data.subarray(from, from + width * channels), channels);
    } else {
      for (let i = target; i < target + width; i++) canvas.rgb.set(colour, 3 * i);
      canvas.cover?.fill(tile.kind === 'blank' ? 255 : 0, target, target + width);
    }
  }
}

const pasteLine = (canvas: Canvas, target: number, { data, channels }: Pixels, y: number): void =>
  pastePixels(canvas, target, data.subarray(y * TILE_SIZE * channels, (y + 1) * TILE_SIZE * channels), channels);

function pastePixels(canvas: Canvas, target: number, line: Uint8Array, channels: Pixels['channels']): void {
  if (channels === 3) {
    canvas.rgb.set(line, 3 * target);
    canvas.cover?.fill(255, target, target + line.length / 3);
    return;
  }
  for (let i = target, s = 0; s < line.length; i++, s += 4) {
    canvas.rgb[3 * i] = line[s]!;
    canvas.rgb[3 * i + 1] = line[s + 1]!;
    canvas.rgb[3 * i + 2] = line[s + 2]!;
    if (canvas.cover) canvas.cover[i] = line[s + 3]!;
  }
}

function fillLine(canvas: Canvas, target: number, colour: Uint8Array): void {
  for (let i = target; i < target + TILE_SIZE; i++) canvas.rgb.set(colour, 3 * i);
  canvas.cover?.fill(255, target, target + TILE_SIZE);
}

/** The part of the canvas that lies in the tile: its first pixel and its size. */
function partIn(canvas: Canvas, column: number, row: number): { start: number; width: number; height: number } {
  return {
    start: row * TILE_SIZE * canvas.width + column * TILE_SIZE,
    width: Math.min(TILE_SIZE, canvas.width - column * TILE_SIZE),
    height: Math.min(TILE_SIZE, canvas.height - row * TILE_SIZE),
  };
}

/** How much of a tile is covered, four pixels at a time: widths of canvases are multiples of 4. */
function coverageOf(canvas: Canvas, column: number, row: number): 'none' | 'part' | 'full' {
  const { start, width, height } = partIn(canvas, column, row);
  const beyond = width < TILE_SIZE || height < TILE_SIZE;
  if (!canvas.cover) return beyond ? 'part' : 'full';
  const words = wordsOf(canvas.cover);
  const first = words[start / 4]!;
  if (first !== 0 && (first !== 0xffffffff || beyond)) return 'part';
  for (let y = 0; y < height; y++) {
    const from = (start + y * canvas.width) / 4;
    for (let i = from; i < from + width / 4; i++) if (words[i] !== first) return 'part';
  }
  return first === 0 ? 'none' : 'full';
}

/** RGB of a tile that lies in the canvas whole. */
function cutColours(canvas: Canvas, column: number, row: number): Uint8Array {
  const { start, width, height } = partIn(canvas, column, row);
  const cut = takeBytes(TILE_SIZE * TILE_SIZE * 3);
  for (let y = 0; y < height; y++) {
    const source = 3 * (start + y * canvas.width);
    cut.set(canvas.rgb.subarray(source, source + 3 * width), y * TILE_SIZE * 3);
  }
  return cut;
}

/** RGBA, four pixels at a time: three words of colours and one of coverage become four words (little-endian). */
function cutWithAlpha(canvas: Canvas, column: number, row: number): Uint8Array {
  const { start, width, height } = partIn(canvas, column, row);
  const cut = takeZeros(TILE_SIZE * TILE_SIZE * 4);
  const target = new Uint32Array(cut.buffer);
  const colours = wordsOf(canvas.rgb);
  const cover = canvas.cover && wordsOf(canvas.cover);
  for (let y = 0; y < height; y++) {
    let a = (start + y * canvas.width) / 4;
    let c = 3 * a;
    const end = y * TILE_SIZE + width;
    for (let t = y * TILE_SIZE; t < end; t += 4, a++, c += 3) {
      const alpha = cover ? cover[a]! : 0xffffffff;
      const first = colours[c]!;
      const second = colours[c + 1]!;
      const third = colours[c + 2]!;
      target[t] = (first & 0xffffff) | (alpha << 24);
      target[t + 1] = (first >>> 24) | ((second & 0xffff) << 8) | ((alpha & 0xff00) << 16);
      target[t + 2] = (second >>> 16) | ((third & 0xff) << 16) | ((alpha & 0xff0000) << 8);
      target[t + 3] = (third >>> 8) | (alpha & 0xff000000);
    }
  }
  return cut;
}

const wordsOf = ({ buffer, byteOffset, length }: Uint8Array) => new Uint32Array(buffer, byteOffset, length / 4);

/** True when all pixels of RGB data are equal; stops at the first that is not. */
export function isOneColour(rgb: Uint8Array): boolean {
  for (let i = 3; i < rgb.length; i++) if (rgb[i] !== rgb[i - 3]) return false;
  return true;
}

const colourName = (rgb: Uint8Array) => `#${Buffer.from(rgb.subarray(0, 3)).toString('hex')}ff`;
const colourOf = (name: string): Uint8Array => Buffer.from(name.slice(1, 7), 'hex');
