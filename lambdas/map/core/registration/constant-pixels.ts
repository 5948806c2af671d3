import type { Kernel, Plane, Watch } from '../../ports/kernel.ts';

/** How much every pixel of a screen changes from shot to shot: what stays while the world goes by is the interface. */
export type Changes = {
  width: number;
  height: number;
  shots: number;
  /** Luma of the first shot. */
  first: Uint8Array;
  /** Standard deviation of the luma. */
  deviation: Float32Array;
  /** In how many of the shots the pixel is as it was in the first. */
  equal: Uint8Array;
};

/** Luma by which a pixel that stays may differ. */
const SAME = 3;
/** Every so many px in x and rows the light of two shots is compared: of 1280 x 1024 px 25,000. */
const LIGHT = { columns: 2, rows: 26 };

/** Takes shots one after the other, so that only one of them is in memory. Close it: sums of every pixel are held until then. */
export function watchPixels(kernel: Kernel) {
  // An interface may be lit like the world, or not at all: what stays in either sense stays. Most shots have the light of the first.
  let unlit: Watch | undefined;
  let lit: Watch | undefined;
  let sparse: Uint8Array | undefined;
  return {
    /** Up to 255 shots. */
    add(luma: Plane): void {
      const some = kernel.readPlane(sparsely(luma));
      sparse ??= some;
      unlit ??= kernel.watch(luma);
      const gain = lightOf(some, sparse);
      if (gain !== 1) lit ??= kernel.copyWatch(unlit);
      kernel.see(unlit, luma, { gain: 1, tolerance: SAME });
      if (lit) kernel.see(lit, luma, { gain, tolerance: SAME });
    },
    /** @returns undefined when there was no shot */
    changes(): Changes | undefined {
      if (!unlit) return undefined;
      const { width, height } = unlit.first;
      return { width, height, first: kernel.readPlane(unlit.first), ...kernel.changes(unlit, lit) };
    },
    close(): void {
      kernel.free(...[unlit, lit].filter((watch) => watch !== undefined));
    },
  };
}

/** Every so many rows, whole. */
const sparsely = ({ at, width, height, stride }: Plane): Plane => ({
  ...{ at, width, stride: LIGHT.rows * stride },
  height: Math.ceil(height / LIGHT.rows),
});

/** Steps of the light, a hundred to a factor of e: 1 % each. */
const STEPS = Float32Array.from({ length: 256 }, (_, value) => 100 * Math.log(Math.max(1, value)));
/** Darker pixels say little of the light. */
const DARK = 24;

/** How many times as frequent another light must be: of shots that show something else any ratio is the most frequent by chance. */
const CLEARLY = 1.5;

/** The factor that makes most pixels of a shot equal to those of the first one: the ratio that is most frequent. */
function lightOf(luma: Uint8Array, first: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < luma.length; at += LIGHT.columns) {
    if (luma[at]! < DARK || first[at]! < DARK) continue;
    const step = Math.floor(STEPS[first[at]!]! - STEPS[luma[at]!]! + 128.5);
    if (step >= 0 && step < counts.length) counts[step]!++;
  }
  let best = 128;
  for (let step = 0; step < counts.length; step++) if (counts[step]! > counts[best]! * CLEARLY) best = step;
  return Math.exp((best - 128) / 100);
}
