/** What happens to a shot between the world and the file: light, noise, a place between whole px, a popup, nothing at all. */
import { seeded } from '../../local/seeded.ts';
import { fill, writeText } from './interface-boxes.ts';
import type { Extent } from './land.ts';
import type { View } from './sprite.ts';

/** Brightness 0.7 to 1.1, and each channel up to 6 % off. */
export function lightUp(view: View, chance: () => number): void {
  const brightness = 0.7 + 0.4 * chance();
  const tables = [0, 1, 2].map(() => {
    const factor = brightness * (0.94 + 0.12 * chance());
    return Uint8ClampedArray.from({ length: 256 }, (_, value) => value * factor);
  });
  for (let at = 0; at < view.data.length; at++) view.data[at] = tables[at % 3]![view.data[at]!]!;
}

/** Normal noise from a table that each row begins somewhere else. */
export function addNoise(view: View, deviation: number, seed: number): void {
  const chance = seeded(seed);
  const noise = Float32Array.from({ length: 1 << 14 }, () => normal(chance) * deviation);
  const row = view.width * 3;
  for (let y = 0; y < view.height; y++) {
    const from = Math.floor(chance() * noise.length);
    for (let x = 0; x < row; x++) {
      const value = view.data[y * row + x]! + noise[(from + x) & (noise.length - 1)]!;
      view.data[y * row + x] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
}

/** Box and Muller's. */
const normal = (chance: () => number) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** Over the whole overlap with the neighbour to the right, or with the one below where there is none. */
export function popUp(view: View, { step, shot }: Extent, isRight: boolean): void {
  const [x, y] = isRight ? [step[0] - shot[0] / 10, 8] : [8, step[1] - shot[1] / 10];
  const [left, top] = [Math.round(x), Math.round(y)];
  fill(view, [left, top, view.width - left, view.height - top], () => [225, 220, 210]);
  for (let line = 0; line < 5; line++)
    writeText(view, left + 12, top + 12 + 14 * line, 'a letter to the mayor', [30, 30, 30]);
}

export const blankOut = (view: View) => fill(view, [0, 0, view.width, view.height], () => [25, 25, 25]);

/** Cuts a view that is 4 px too large at a place between its px: cubic convolution by Catmull and Rom, as in cv2 and sharp. */
export function cutBetween(view: View, left: number, top: number): View {
  const [width, height] = [view.width - 4, view.height - 4];
  const [u, v] = [left - view.left, top - view.top];
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const across = new Float32Array(width * view.height * 3);
  const [a, b] = [weights(u - i), weights(v - j)];
  for (let y = 0; y < view.height; y++) {
    for (let x = 0; x < width * 3; x++) {
      const at = (y * view.width + i - 1) * 3 + x;
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[k]! * view.data[at + 3 * k]!;
      across[y * width * 3 + x] = sum;
    }
  }
  const cut: View = {
    left,
    top,
    width,
    height,
    data: new Uint8Array(width * height * 3),
    telling: new Uint8Array(width * height),
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * 3; x++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += b[k]! * across[(y + j - 1 + k) * width * 3 + x]!;
      cut.data[y * width * 3 + x] = Math.max(0, Math.min(255, Math.round(sum)));
    }
    const from = (y + j) * view.width + i;
    cut.telling.set(view.telling.subarray(from, from + width), y * width);
  }
  return cut;
}

function weights(t: number): number[] {
  return [
    ((-t + 2) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((-3 * t + 4) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ];
}
