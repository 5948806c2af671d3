import { TILE_SIZE } from '../../../../lib/limits.ts';
import type { Pixels } from '../../ports/pictures.ts';

/**
 * A picture under construction: colours and coverage in planes of their own, so that a run of a shot's row is one copy
 * also where the world ends. `cover` is 0 (no shot), 255 (covered) or, after halving, anything between; the colour of an
 * uncovered pixel is 0. Without a `cover` every pixel is covered, as in most blocks.
 */
export type Canvas = { width: number; height: number; rgb: Uint8Array; cover: Uint8Array | undefined };

export const createCanvas = (width: number, height: number, coverage: 'part' | 'full'): Canvas => ({
  width,
  height,
  rgb: new Uint8Array(width * height * 3),
  cover: coverage === 'part' ? new Uint8Array(width * height) : undefined,
});

/** Copies pixels [from, to) of canvas row `y` from a shot; everything in canvas px, (left, top) is the shot's place. */
export function paintRun(canvas: Canvas, y: number, from: number, to: number, shot: Pixels, left: number, top: number) {
  const source = ((y - top) * shot.width + from - left) * 3;
  const target = y * canvas.width + from;
  canvas.rgb.set(shot.data.subarray(source, source + (to - from) * 3), target * 3);
  canvas.cover?.fill(255, target, target + to - from);
}

/** What a tile shows. `empty`: no shot covers a pixel. `blank`: one opaque colour, `#rrggbbaa`. */
export type CutTile = { kind: 'empty' } | { kind: 'blank'; colour: string } | { kind: 'picture'; pixels: Pixels };

/** Cuts tile (column, row) out of a canvas: RGB where every pixel is covered, else RGBA. */
export function cutTile(canvas: Canvas, column: number, row: number): CutTile {
  const cover = canvas.cover && cutPlane(canvas.cover, canvas.width, column, row, 1);
  if (cover && isEvery(cover, 0)) return { kind: 'empty' };
  const data = cutPlane(canvas.rgb, canvas.width, column, row, 3);
  const size = { width: TILE_SIZE, height: TILE_SIZE };
  if (cover && !isEvery(cover, 255)) {
    return { kind: 'picture', pixels: { ...size, channels: 4, data: joined(data, cover) } };
  }
  if (isOneColour(data)) return { kind: 'blank', colour: colourName(data) };
  return { kind: 'picture', pixels: { ...size, channels: 3, data } };
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

function pasteLine(canvas: Canvas, target: number, { data, channels }: Pixels, y: number): void {
  let s = y * TILE_SIZE * channels;
  for (let i = target; i < target + TILE_SIZE; i++, s += channels) {
    canvas.rgb[3 * i] = data[s]!;
    canvas.rgb[3 * i + 1] = data[s + 1]!;
    canvas.rgb[3 * i + 2] = data[s + 2]!;
    if (canvas.cover) canvas.cover[i] = channels === 4 ? data[s + 3]! : 255;
  }
}

function fillLine(canvas: Canvas, target: number, colour: Uint8Array): void {
  for (let i = target; i < target + TILE_SIZE; i++) canvas.rgb.set(colour, 3 * i);
  canvas.cover?.fill(255, target, target + TILE_SIZE);
}

function cutPlane(plane: Uint8Array, width: number, column: number, row: number, channels: number): Uint8Array {
  const line = TILE_SIZE * channels;
  const cut = new Uint8Array(TILE_SIZE * line);
  for (let y = 0; y < TILE_SIZE; y++) {
    const source = ((row * TILE_SIZE + y) * width + column * TILE_SIZE) * channels;
    cut.set(plane.subarray(source, source + line), y * line);
  }
  return cut;
}

function isEvery(plane: Uint8Array, value: number): boolean {
  for (let i = 0; i < plane.length; i++) if (plane[i] !== value) return false;
  return true;
}

/** RGBA, one 32-bit word a pixel (little-endian). */
function joined(rgb: Uint8Array, cover: Uint8Array): Uint8Array {
  const rgba = new Uint32Array(cover.length);
  for (let i = 0, s = 0; i < cover.length; i++, s += 3) {
    rgba[i] = rgb[s]! | (rgb[s + 1]! << 8) | (rgb[s + 2]! << 16) | (cover[i]! << 24);
  }
  return new Uint8Array(rgba.buffer);
}

/** True when all pixels of RGB data are equal; stops at the first that is not. */
export function isOneColour(rgb: Uint8Array): boolean {
  for (let i = 3; i < rgb.length; i++) if (rgb[i] !== rgb[i - 3]) return false;
  return true;
}

const colourName = (rgb: Uint8Array) => `#${Buffer.from(rgb.subarray(0, 3)).toString('hex')}ff`;
const colourOf = (name: string): Uint8Array => Buffer.from(name.slice(1, 7), 'hex');
