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
const LIGHT_STEP = 7;

type Tally = { sum: Float64Array; squares: Float64Array; equal: Uint16Array };

/** Takes shots one after the other, so that only one of them is in memory. */
export function watchPixels(width: number, height: number) {
  const size = width * height;
  const tally = (): Tally => ({
    sum: new Float64Array(size),
    squares: new Float64Array(size),
    equal: new Uint16Array(size),
  });
  // An interface may be lit like the world, or not at all: what stays in either sense stays.
  const tallies = [tally(), tally()] as const;
  let first: Uint8Array | undefined;
  let shots = 0;
  return {
    add(luma: Uint8Array): void {
      first ??= luma.slice();
      shots++;
      count(tallies[0], luma, first, 1);
      count(tallies[1], luma, first, lightOf(luma, first));
    },
    changes(): Changes {
      const deviation = new Float32Array(size);
      const equal = new Float32Array(size);
      for (let at = 0; at < size; at++) {
        const spread = (of: Tally) => of.squares[at]! / shots - (of.sum[at]! / shots) ** 2;
        deviation[at] = Math.sqrt(Math.max(0, Math.min(spread(tallies[0]), spread(tallies[1]))));
        equal[at] = Math.max(tallies[0].equal[at]!, tallies[1].equal[at]!) / shots;
      }
      return { width, height, shots, first: first ?? new Uint8Array(size), deviation, equal };
    },
  };
}

function count(tally: Tally, luma: Uint8Array, first: Uint8Array, gain: number): void {
  for (let at = 0; at < luma.length; at++) {
    const value = luma[at]! * gain;
    tally.sum[at]! += value;
    tally.squares[at]! += value * value;
    if (Math.abs(value - first[at]!) <= SAME) tally.equal[at]!++;
  }
}

/** The factor that makes most pixels of a shot equal to those of the first one: the ratio that is most frequent. */
function lightOf(luma: Uint8Array, first: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < luma.length; at += LIGHT_STEP) {
    if (luma[at]! < 24 || first[at]! < 24) continue;
    // A hundred steps to a factor of e: 1 % each.
    const step = 128 + Math.round(100 * Math.log(first[at]! / luma[at]!));
    if (step >= 0 && step < counts.length) counts[step]!++;
  }
  let best = 128;
  for (let step = 0; step < counts.length; step++) if (counts[step]! > counts[best]! * 1.2) best = step;
  return Math.exp((best - 128) / 100);
}
