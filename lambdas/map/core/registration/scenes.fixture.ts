import { seeded } from '../../../../local/seeded.ts';
import type { XY } from '../../placement.ts';
import type { Pixels } from '../../ports/pictures.ts';

export type Rgb = [number, number, number];
export type World = { width: number; height: number; data: Uint8Array };

/**
 * A ground of one colour with rectangles of many, no two places alike.
 * @param space px of ground for each
 */
export function town(seed: number, width = 900, height = 700, space = 900): World {
  const chance = seeded(seed);
  const below = (most: number) => Math.floor(chance() * most);
  const world: World = { width, height, data: new Uint8Array(width * height * 3).fill(110) };
  for (let house = 0; house < (width * height) / space; house++) {
    const colour: Rgb = [60 + below(190), 60 + below(190), 60 + below(190)];
    fill(world, [below(width), below(height)], [4 + below(24), 4 + below(24)], () => colour);
  }
  return world;
}

/** Paints a rectangle; what lies beyond the edge is left out. */
export function fill(world: World, [left, top]: XY, [width, height]: XY, colour: (x: number, y: number) => Rgb): void {
  for (let y = Math.max(0, top); y < Math.min(world.height, top + height); y++) {
    for (let x = Math.max(0, left); x < Math.min(world.width, left + width); x++) {
      world.data.set(colour(x, y), 3 * (y * world.width + x));
    }
  }
}

/** What a shot of the world shows. */
export function shoot(world: World, [left, top]: XY, [width, height]: XY = [320, 256]): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = 3 * ((top + y) * world.width + left);
    data.set(world.data.subarray(from, from + 3 * width), 3 * y * width);
  }
  return { width, height, channels: 3, data };
}

export function lit(pixels: Pixels, gains: Rgb): Pixels {
  const data = pixels.data.map((value, at) => Math.min(255, Math.round(value * gains[at % 3]!)));
  return { ...pixels, data };
}
