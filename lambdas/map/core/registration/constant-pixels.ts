/** How much every pixel of a screen changes from shot to shot: what stays while the world goes by is the interface. */
export type Changes = {
  width: number;
  height: number;
  shots: number;
  /** Luma of the first shot. */
  first: Uint8Array;
  /** Standard deviation of the luma. */
  deviation: Float32Array;
  /** Share of the shots in which the pixel is as it was in the first. */
  equal: Float32Array;
};

/** Luma by which a pixel that stays may differ. */
const SAME = 3;
/** Every so many px the light of two shots is compared. */
const LIGHT_STEP = 13;

/** Sums over shots of whole luma: 255 shots fit. */
type Tally = { sum: Uint32Array; squares: Uint32Array; equal: Uint8Array };

/** Takes shots one after the other, so that only one of them is in memory. */
export function watchPixels(width: number, height: number) {
  const size = width * height;
  const tally = (): Tally => ({
    sum: new Uint32Array(size),
    squares: new Uint32Array(size),
    equal: new Uint8Array(size),
  });
  // An interface may be lit like the world, or not at all: what stays in either sense stays. Most shots have the light of the first.
  const same = tally();
  let other: { unlit: Tally; lit: Tally } | undefined;
  let first: Uint8Array | undefined;
  let shots = 0;
  return {
    add(luma: Uint8Array): void {
      first ??= luma.slice();
      shots++;
      const gain = lightOf(luma, first);
      if (gain === 1) {
        count(same, luma, first, 1);
        return;
      }
      other ??= { unlit: tally(), lit: tally() };
      count(other.unlit, luma, first, 1);
      count(other.lit, luma, first, gain);
    },
    changes(): Changes {
      const kinds = other ? [other.unlit, other.lit] : [undefined];
      const deviation = new Float32Array(size).fill(Number.POSITIVE_INFINITY);
      const equal = new Float32Array(size);
      for (const kind of kinds) {
        for (let at = 0; at < size; at++) {
          const mean = (same.sum[at]! + (kind ? kind.sum[at]! : 0)) / shots;
          const spread = (same.squares[at]! + (kind ? kind.squares[at]! : 0)) / shots - mean * mean;
          deviation[at] = Math.min(deviation[at]!, Math.sqrt(Math.max(0, spread)));
          equal[at] = Math.max(equal[at]!, (same.equal[at]! + (kind ? kind.equal[at]! : 0)) / shots);
        }
      }
      return { width, height, shots, first: first ?? new Uint8Array(size), deviation, equal };
    },
  };
}

function count({ sum, squares, equal }: Tally, luma: Uint8Array, first: Uint8Array, gain: number): void {
  const relit = Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round(value * gain)));
  for (let at = 0; at < luma.length; at++) {
    const value = relit[luma[at]!]!;
    sum[at]! += value;
    squares[at]! += value * value;
    const change = value - first[at]!;
    if (change <= SAME && change >= -SAME) equal[at]!++;
  }
}

/** Steps of the light, a hundred to a factor of e: 1 % each. */
const STEPS = Float32Array.from({ length: 256 }, (_, value) => 100 * Math.log(Math.max(1, value)));
/** Darker pixels say little of the light. */
const DARK = 24;

/** The factor that makes most pixels of a shot equal to those of the first one: the ratio that is most frequent. */
function lightOf(luma: Uint8Array, first: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < luma.length; at += LIGHT_STEP) {
    if (luma[at]! < DARK || first[at]! < DARK) continue;
    const step = 128 + Math.round(STEPS[first[at]!]! - STEPS[luma[at]!]!);
    if (step >= 0 && step < counts.length) counts[step]!++;
  }
  let best = 128;
  for (let step = 0; step < counts.length; step++) if (counts[step]! > counts[best]! * 1.2) best = step;
  return Math.exp((best - 128) / 100);
}
