import { seeded } from '../../../../../local/seeded.ts';
import type { Box } from '../../../placement.ts';
import { type Kernel, type Strip, windowOf } from '../../../ports/kernel.ts';
import type { Pixels } from '../../../ports/pictures.ts';
import { type PlainPlane, type PlainStrip, plainStrip } from './pictures.fixture.ts';

/** Patches of 16 x 8 px with noise of different strength, so that some places are textured and others are not. */
export function randomPicture(seed: number, width: number, height: number, channels: 3 | 4 = 3): Pixels {
  const random = seeded(seed);
  const colours = Uint8Array.from({ length: 1021 }, () => random() * 256);
  const noise = Uint8Array.from({ length: 1021 }, () => (random() < 0.5 ? random() * 60 : 2));
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++, i++) {
        const patch = (y >> 3) * 131 + (x >> 4) * 17;
        data[i] = Math.min(255, colours[(patch + c) % 1021]! + random() * (noise[patch % 1021]! + 1));
      }
  return { width, height, channels, data };
}

/** Bytes anywhere from `least` to `most`. */
export function randomPlane(seed: number, width: number, height: number, least = 0, most = 255): PlainPlane {
  const random = seeded(seed);
  const data = Uint8Array.from({ length: width * height }, () => least + random() * (most - least + 1));
  return { width, height, data };
}

export const heldPlane = (kernel: Kernel, { width, height, data }: PlainPlane) => kernel.holdPlane(width, height, data);

/**
 * The same strip of random values with random masked pixels and boxes, in the kernel and plain. `window`: it is a part of a
 * larger one, whose pixels around it must not matter; `held` is what to free.
 */
export function randomStrip(
  kernel: Kernel,
  seed: number,
  width: number,
  height: number,
  window = false,
): [Strip, PlainStrip, held: Strip] {
  const random = seeded(seed);
  const [left, top] = window ? [5, 3] : [0, 0];
  const [wide, high] = window ? [width + 11, height + 7] : [width, height];
  const values = randomPlane(seed + 1, wide, high, 100, 156);
  const smooth = randomPlane(seed + 2, wide, high, 0, 20);
  const mask = randomPlane(seed + 3, wide, high, 0, 0);
  for (let i = 0; i < mask.data.length; i++) if (random() < 0.2 || i % wide < random() * 9) mask.data[i] = 1;
  const [v, l, m] = [values, smooth, mask].map((plane) => heldPlane(kernel, plane));
  const whole = kernel.strip(v!, l!, [0, 0, wide, high], { texture: 17, mask: m! });
  kernel.free(v!, l!, m!);
  const box: Box = [left, top, width, height];
  return [window ? windowOf(whole, box) : whole, plainStrip(values, smooth, box, { texture: 17, mask }), whole];
}
